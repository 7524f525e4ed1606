import { expect, test } from 'vitest';
import { readOptions } from './options.mjs';

test('without words: all models, all parts, five pairs', () => {
  const options = readOptions([]);
  expect(options.models).toEqual(['cnn', 'lstm', 'transformer', 'vit', 'translator', 'ft', 'vgg']);
<<<<<<< HEAD
  expect(options).toMatchObject({ parts: ['training', 'inference', 'start', 'frames', 'overhead'], pairs: 5, seconds: 6, torch: true });
=======
  expect(options).toMatchObject({ parts: ['training', 'length', 'inference', 'start', 'frames'], pairs: 5, seconds: 6, torch: true });
>>>>>>> length
});

test('a word that asks for nothing that is here is refused', () => {
  expect(() => readOptions(['--models', 'cnn,bert'])).toThrow('--models knows cnn, lstm');
  expect(() => readOptions(['--pairs', 'many'])).toThrow('--pairs takes a number from 1; came many.');
  expect(() => readOptions(['--fast'])).toThrow("Unknown option '--fast'");
});
