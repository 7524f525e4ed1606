import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from './backends/open-engine';
import { normalStream, randomStream } from './random-stream';
import { dropoutMask, seedStep } from './randomness';

describe('randomStream', () => {
  it('is uniform, and normal through Box–Muller', () => {
    const draws = 20_000;
    const uniform = randomStream('test', 1);
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < draws; i++) {
      const bin = Math.floor(uniform() * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    // χ² with 9 degrees of freedom: above 27.9 once in a thousand.
    expect(bins.reduce((sum, n) => sum + (n - draws / 10) ** 2 / (draws / 10), 0)).toBeLessThan(27.9);
    const normal = normalStream(randomStream('test', 2));
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < draws; i++) {
      const value = normal();
      sum += value;
      squares += value * value;
    }
    expect(Math.abs(sum / draws)).toBeLessThan(0.03);
    expect(squares / draws).toBeCloseTo(1, 1);
  });

  it('keeps purposes apart: “a”, 11 is not “a1”, 1', () => {
    expect(randomStream('a', 11)()).not.toBe(randomStream('a1', 1)());
  });

  it('keeps neighbouring steps apart', () => {
    const first = Array.from({ length: 200 }, (_, step) => randomStream('dropout', 1, 'layer', step)());
    expect(new Set(first).size).toBe(200);
    const mean = first.reduce((a, b) => a + b, 0) / 200;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.1);
  });
});

describe('dropoutMask', () => {
  beforeAll(async () => {
    await openEngine('cpu');
  });

  it('keeps the mean, drops its part, comes again with its step', () => {
    seedStep(4, 10);
    const mask = dropoutMask([100, 100], 0.3, 'layer');
    const values = mask.dataSync();
    const dropped = values.filter((v) => v === 0).length / values.length;
    expect(dropped).toBeCloseTo(0.3, 1);
    expect(new Set(values).size).toBe(2);
    expect(Math.max(...values)).toBeCloseTo(1 / 0.7, 5);
    expect(dropoutMask([100, 100], 0.3, 'layer').dataSync()).toEqual(values);
    expect(dropoutMask([100, 100], 0.3, 'other').dataSync()).not.toEqual(values);
    seedStep(4, 11);
    expect(dropoutMask([100, 100], 0.3, 'layer').dataSync()).not.toEqual(values);
  });
});
