import { describe, expect, it } from 'vitest';
import { epochOrder, seededBits } from './epoch-order';

const indices = Uint32Array.from({ length: 1000 }, (_, i) => 3 * i);

describe('epochOrder', () => {
  it('holds every sample once, and leaves the split as it was', () => {
    const before = indices.slice();
    expect(epochOrder(indices, 1, 0).slice().sort()).toEqual(before);
    expect(indices).toEqual(before);
  });

  it('is the same for the same seed and epoch, another for any other', () => {
    const orders = [epochOrder(indices, 1, 0), epochOrder(indices, 1, 1), epochOrder(indices, 2, 0)].map((o) => o.join());
    expect(new Set(orders).size).toBe(3);
    expect(epochOrder(indices, 1, 0).join()).toBe(orders[0]);
  });

  it('puts a sample anywhere with the same chance', () => {
    const first = new Float64Array(5);
    for (let epoch = 0; epoch < 5000; epoch++) {
      const [at = 0] = epochOrder(Uint32Array.of(0, 1, 2, 3, 4), 7, epoch);
      first[at] = (first[at] ?? 0) + 1;
    }
    // Five standard deviations of a binomial count.
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(800));
  });
});

describe('seededBits', () => {
  it('gives 32 bits, each set half of the time', () => {
    const bits = seededBits(3, 'test', 4);
    const ones = new Float64Array(32);
    for (let i = 0; i < 10_000; i++) {
      const value = bits();
      for (let bit = 0; bit < 32; bit++) ones[bit] = (ones[bit] ?? 0) + ((value >>> bit) & 1);
    }
    for (const count of ones) expect(Math.abs(count - 5000)).toBeLessThan(250);
  });
});
