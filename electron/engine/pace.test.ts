import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from './pace';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Something that takes so many milliseconds. */
const taking = (ms: number) => () => void vi.advanceTimersByTime(ms);

it('takes no more than its share of the time, once the first time is over', () => {
  const pace = new Pace(0.01, 1000);
  expect(pace.due()).toBe(true);
  // Slow for other reasons.
  pace.spend(taking(400));
  expect([pace.due(), pace.affordable()]).toEqual([false, true]);
  vi.advanceTimersByTime(1000);
  let spent = 0;
  const began = performance.now();
  while (performance.now() - began < 60_000) {
    if (pace.due()) {
      pace.spend(taking(30));
      spent += 30;
    } else vi.advanceTimersByTime(5);
  }
  expect(spent / 60_000).toBeLessThanOrEqual(0.0105);
  expect(spent).toBeGreaterThan(400);
});

it('waits the least time however cheap it is, and never where nothing is counted', () => {
  const cheap = new Pace(0.01, 1000);
  for (let i = 0; i < 3; i++) {
    cheap.spend(taking(1));
    vi.advanceTimersByTime(990);
    expect([cheap.due(), cheap.affordable()]).toEqual([false, true]);
    vi.advanceTimersByTime(10);
    expect(cheap.due()).toBe(true);
  }
  const always = new Pace(Number.POSITIVE_INFINITY, 0);
  for (let i = 0; i < 3; i++) {
    always.spend(taking(500));
    expect(always.due()).toBe(true);
  }
});
