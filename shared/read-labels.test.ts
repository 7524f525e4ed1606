import { expect, it } from 'vitest';
import { readLabels } from './read-labels';

it.each([
  ['red|blue', ['red', 'blue']],
  [' red ; blue;red ', ['red', 'blue']],
  ['', []],
  ['one', ['one']],
  ['["red", "dark blue", 3]', ['red', 'dark blue', '3']],
  ['[red]', ['[red]']],
])('“%s” holds %j', (cell, labels) => {
  expect(readLabels(cell)).toEqual(labels);
});
