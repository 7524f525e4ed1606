import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

test('without words: all models, all parts, five pairs', () => {
  const options = readOptions([]);
  expect(options.models).toEqual(['cnn', 'lstm', 'transformer', 'vit', 'translator', 'ft', 'vgg']);
  expect(options).toMatchObject({
    parts: ['training', 'length', 'inference', 'edit', 'start', 'frames', 'overhead'],
    pairs: 5,
    torch: true,
  });
  expect(options.seconds).toBe(6);
});

test('a word that asks for nothing that is here is refused', () => {
  expect(() => readOptions(['--models', 'cnn,bert'])).toThrow('--models knows cnn, lstm');
  expect(() => readOptions(['--pairs', 'many'])).toThrow('--pairs takes a number from 1; came many.');
  expect(() => readOptions(['--fast'])).toThrow("Unknown option '--fast'");
});
