import { expect, test } from 'vitest';
import { summarise } from './summary.mjs';

const run = (rate, first = 1, peak = 100) => ({ samples_per_second: rate, first_step_seconds: first, peak_rss_mb: peak });

test('ratios are taken within a round, Keras at its best is the faster way to compile', () => {
  const rounds = [
    { ours: { ...run(100), step: 'traced', xla: true, threads: 2 }, keras: run(50), 'keras-jit': run(80), torch: run(200) },
    { ours: run(300), keras: run(100), 'keras-jit': run(100), torch: run(300) },
    { ours: run(10), keras: run(10), 'keras-jit': run(90), torch: run(5) },
  ];
  const summary = summarise('cnn', rounds);
  expect(summary.over).toEqual({ keras: 2, 'keras-jit': 1.25, torch: 1 });
  expect(summary.best).toBe('keras-jit');
  expect(summary.rates).toEqual({ ours: 100, keras: 50, 'keras-jit': 90, torch: 200 });
  expect(summary.step).toBe('traced, XLA, 2 threads');
});

test('a process that failed leaves its round out and is told', () => {
  const rounds = [
    { ours: { error: 'out of memory' }, keras: run(10) },
    { ours: run(30), keras: run(20) },
  ];
  const summary = summarise('vgg', rounds);
  expect(summary.over).toEqual({ keras: 1.5 });
  expect(summary.failures).toEqual(['ours: out of memory']);
  expect(summarise('vgg', [rounds[0]]).over).toEqual({ keras: null });
});
