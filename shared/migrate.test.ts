import { expect, it } from 'vitest';
import { addTo, type Migration, migrate } from './migrate';

const STEPS: readonly Migration[] = [
  { from: 1, up: (file) => ({ ...file, title: file.name, name: undefined }) },
  { from: 2, up: (file) => ({ ...file, title: `${String(file.title)}!` }) },
];

it('migrations run one after the other', () => {
  expect(migrate('test', { version: 1, name: 'x' }, 1, STEPS, 3)).toMatchObject({ version: 3, title: 'x!' });
  expect(migrate('test', { version: 3, title: 'x!' }, 3, STEPS, 3)).toEqual({ version: 3, title: 'x!' });
  expect(() => migrate('test', { version: 1 }, 1, STEPS.slice(1), 3)).toThrow('no migration from version 1 of the test format');
});

it('fields are added to an object, and a damaged one is left to the schema', () => {
  expect(addTo({ a: { b: 1 }, c: 2 }, 'a', { d: 3 })).toEqual({ a: { b: 1, d: 3 }, c: 2 });
  for (const a of [null, 'text', [1]]) expect(addTo({ a }, 'a', { d: 3 })).toEqual({ a });
  expect(addTo({}, 'a', { d: 3 })).toEqual({});
});
