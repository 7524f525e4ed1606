import { describe, expect, it } from 'vitest';
import { wirePath } from './wire-path';

const ends = (path: string) => {
  const numbers = (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  return { from: numbers.slice(0, 2), to: numbers.slice(-2) };
};

describe('wirePath', () => {
  it.each([
    ['ahead', 300, 40, null],
    ['behind', -300, 140, null],
    ['just behind', 10, 0, null],
    ['under others', 600, 0, 120],
  ] as const)('begins and ends at the ports: %s', (_name, x, y, under) => {
    const { path } = wirePath(0, 0, x, y, under);
    expect(ends(path)).toEqual({ from: [0, 0], to: [x, y] });
    expect(path).not.toMatch(/NaN|undefined/);
  });

  it('puts the shape in the middle of a curve', () => {
    expect(wirePath(0, 0, 200, 100, null)).toMatchObject({ x: 100, y: 50 });
  });

  it('goes along beneath what stands in the way', () => {
    const way = wirePath(0, 0, 600, 0, 120);
    expect(way.y).toBe(120);
    expect(way.path).toContain(' 120');
  });

  it('goes beneath a source that is high, and stays above the target', () => {
    expect(wirePath(400, 0, 0, 200, null, 110).y).toBe(126);
    expect(wirePath(400, 0, 0, 200, null, 400).y).toBe(168);
  });

  it('wires that turn back keep apart', () => {
    expect(wirePath(400, 0, 0, 200, null, null, 1).y).toBeGreaterThan(wirePath(400, 0, 0, 200, null, null, 0).y);
  });

  it('goes between two rows on its way back', () => {
    expect(wirePath(400, 0, 0, 200, null).y).toBe(100);
    expect(wirePath(400, 0, 0, 10, null).y).toBeGreaterThan(60);
  });
});
