import { describe, expect, it } from 'vitest';
import { first, nearest } from './nearest';

/** Two rows of three. */
const places = new Map([
  ['a', { x: 0, y: 0 }],
  ['b', { x: 200, y: 10 }],
  ['c', { x: 400, y: 0 }],
  ['d', { x: 0, y: 150 }],
  ['e', { x: 200, y: 150 }],
  ['f', { x: 400, y: 150 }],
]);
const from = (id: string) => places.get(id) ?? { x: 0, y: 0 };

describe('nearest', () => {
  it('follows a row, though it is not quite even', () => {
    expect(nearest(places, from('a'), 'right')).toBe('b');
    expect(nearest(places, from('b'), 'right')).toBe('c');
    expect(nearest(places, from('c'), 'left')).toBe('b');
  });

  it('goes between rows', () => {
    expect(nearest(places, from('b'), 'down')).toBe('e');
    expect(nearest(places, from('e'), 'up')).toBe('b');
  });

  it('stops at the edge', () => {
    expect(nearest(places, from('c'), 'right')).toBeNull();
    expect(nearest(places, from('a'), 'up')).toBeNull();
  });

  it('never stays where it is', () => {
    for (const direction of ['left', 'right', 'up', 'down'] as const) expect(nearest(places, from('b'), direction)).not.toBe('b');
  });
});

describe('first', () => {
  it('is the one up and left', () => {
    expect(first(places)).toBe('a');
    expect(first(new Map())).toBeNull();
  });
});
