import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TrainReport } from '../worker/protocol';
import { Reporter } from './reporter';

let told: TrainReport[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  told = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const point = (step: number) => ({ step, loss: 1, accuracy: null, learningRate: 0.1 });

describe('Reporter', () => {
  it('tells of the first step at once, then at most 20 times a second, and leaves none out', () => {
    const reporter = new Reporter((r) => told.push(r));
    reporter.step(point(1), 10);
    expect(told).toHaveLength(1);
    for (let step = 2; step <= 1000; step++) {
      vi.advanceTimersByTime(1);
      reporter.step(point(step), 10);
    }
    reporter.flush();
    expect(told.length).toBeLessThanOrEqual(21);
    expect(told.flatMap((r) => (r.type === 'steps' ? r.points.map((p) => p.step) : []))).toEqual(
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
  });

  it('keeps the order of steps and everything else', () => {
    const reporter = new Reporter((r) => told.push(r));
    reporter.step(point(1), 1);
    reporter.step(point(2), 1);
    reporter.tell({ type: 'log', line: 'after step 2' });
    expect(told.map((r) => r.type)).toEqual(['steps', 'steps', 'log']);
  });

  it('measures samples a second over the last three seconds', () => {
    const reporter = new Reporter((r) => told.push(r));
    for (let step = 1; step <= 100; step++) {
      // Slow at first, then ten times as fast.
      vi.advanceTimersByTime(step <= 50 ? 1000 : 100);
      reporter.step(point(step), 32);
    }
    const last = told.at(-1);
    expect(last?.type === 'steps' && last.samplesPerSecond).toBeCloseTo(320, 0);
  });
});
