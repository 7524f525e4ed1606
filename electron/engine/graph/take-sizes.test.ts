import { describe, expect, test } from 'vitest';
import { Constants } from './constants';
import { DT } from './proto';
import { Scope } from './scope';
import { NotGeneral, type Sizes, SizeTable } from './size-table';
import { type OpenInput, takeShapes } from './take-sizes';

const text = (name: string, length: number): OpenInput => ({ name, shape: [null, null], example: [2, length] });
/** One side over the takes. */
const side = (takes: readonly (readonly (readonly number[])[])[], input: number, axis: number): number[] =>
  takes.map((take) => take[input]?.[axis] ?? 0);

/** Whether `to` could be taken for a multiple of `from`, with something added. */
function follows(from: Sizes, to: Sizes): boolean {
  const scope = new Scope(new Scope(null));
  const table = new SizeTable(scope, new Constants(scope));
  table.note(
    scope.argument('x', { dtype: DT.float, shape: [from[0] ?? 0] }),
    from.map((size) => [size]),
  );
  try {
    table.scalar(to);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(NotGeneral);
    return false;
  }
}

describe('takeShapes', () => {
  test('keeps closed sides, and takes once what is closed altogether', () => {
    const image = { name: 'image', shape: [null, 28, 28, 1], example: [5, 28, 28, 1] };
    const takes = takeShapes([image], { batch: true, lengths: 'each' });
    expect(takes.map(([shape]) => shape?.slice(1))).toEqual(takes.map(() => [28, 28, 1]));
    expect(new Set(side(takes, 0, 0)).size).toBe(takes.length);
    expect(takeShapes([image], { batch: false, lengths: 'none' })).toEqual([[[1, 28, 28, 1]]]);
    expect(takeShapes([text('a', 9)], { batch: false, lengths: 'none' })).toEqual([[[1, 9]]]);
  });

  test('shares one length where it must, the smallest that is known', () => {
    const takes = takeShapes([text('a', 30), text('b', 20)], { batch: true, lengths: 'shared' });
    expect(side(takes, 0, 1)).toEqual(side(takes, 1, 1));
    expect(Math.max(...side(takes, 0, 1))).toBe(20);
  });

  test('asks for nothing longer than what is known to work, but for very short examples', () => {
    for (let known = 8; known < 200; known += 1) {
      const sizes = side(takeShapes([text('a', known)], { batch: true, lengths: 'each' }), 0, 1);
      expect(Math.max(...sizes)).toBe(known);
      expect(Math.min(...sizes)).toBeLessThanOrEqual(known / 2 + 1);
      expect(new Set(sizes).size).toBe(sizes.length);
    }
  });

  test('where sequences are cut into blocks, their number differs from take to take', () => {
    for (const [known, block] of [
      [5, 64],
      [40, 16],
      [200, 64],
    ] as const) {
      const sizes = side(takeShapes([text('a', known)], { batch: true, lengths: 'each' }, block), 0, 1);
      expect(new Set(sizes.map((size) => Math.ceil(size / block))).size).toBe(sizes.length);
      expect(sizes).toContain(known);
    }
  });

  test('no open side follows from another', () => {
    for (let known = 1; known < 70; known += 1) {
      const inputs = ['a', 'b', 'c', 'd', 'e'].map((name) => text(name, known));
      const takes = takeShapes(inputs, { batch: true, lengths: 'each' });
      const sides = [side(takes, 0, 0), ...inputs.map((_, input) => side(takes, input, 1))];
      for (const [i, from] of sides.entries()) {
        for (const [j, to] of sides.entries()) if (i !== j) expect(follows(from, to), `${known}: ${from} → ${to}`).toBe(false);
      }
    }
  });
});
