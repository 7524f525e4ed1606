import { expect, test } from 'vitest';
import { peakMemory } from './peak-memory';

const MIB = 2 ** 20;

test('what was held once counts, in MiB', () => {
  const before = process.memoryUsage.rss() / MIB;
  const held = Buffer.alloc(300 * MIB, 1);
  expect(held.length).toBe(300 * MIB);
  expect(peakMemory()).toBeGreaterThan(before + 290);
  expect(peakMemory()).toBeLessThan(before + 1000);
});
