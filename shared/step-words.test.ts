import { expect, it } from 'vitest';
import { stepWords } from './step-words';

it('says how steps are computed, and no more than needed', () => {
  const eager = { device: 'CPU, 2 threads', step: 'eager', xla: false, precision: 'float32', threads: null } as const;
  expect(stepWords(eager)).toBe('kernel by kernel');
  expect(stepWords({ ...eager, step: 'traced' })).toBe('traced');
  expect(stepWords({ ...eager, step: 'traced', xla: true, precision: 'mixed_bfloat16' })).toBe('traced, XLA, mixed bfloat16');
  expect(stepWords({ ...eager, threads: 1 })).toBe('kernel by kernel, 1 thread');
  expect(stepWords({ ...eager, threads: 2 })).toBe('kernel by kernel');
  expect(stepWords({ ...eager, device: 'CPU, 12 threads', threads: 2 })).toBe('kernel by kernel, 2 threads');
});
