import { describe, expect, it } from 'vitest';
import { MinMaxPyramid } from '../charts/min-max-pyramid';
import { MovingAverage, Smoothed, smoothingFor } from './smoothing';

function smooth(values: readonly number[], weight: number): number[] {
  const average = new MovingAverage(weight);
  return values.map((value) => average.next(value));
}

describe('smoothing', () => {
  it('keeps a constant, from the first value on', () => {
    for (const value of smooth([3, 3, 3, 3], 0.9)) expect(value).toBeCloseTo(3, 12);
  });

  it('is the values themselves with weight 0', () => {
    expect(smooth([1, 5, 2], 0)).toEqual([1, 5, 2]);
  });

  it('follows the debiased average', () => {
    const [first, second] = smooth([1, 2], 0.5);
    expect(first).toBe(1);
    expect(second).toBeCloseTo((0.25 * 1 + 0.5 * 2) / 0.75, 12);
  });

  it('leaves NaN as a hole that pulls nothing along', () => {
    const out = smooth([2, Number.NaN, 2], 0.8);
    expect(out[1]).toBeNaN();
    expect(out[2]).toBeCloseTo(2, 12);
  });

  it('grows with the number of steps and stays below 1', () => {
    expect(smoothingFor(5)).toBe(0);
    expect(smoothingFor(1_000)).toBeLessThan(smoothingFor(5_000));
    expect(smoothingFor(1e9)).toBeLessThan(1);
  });
});

describe('a smoothed curve that grows', () => {
  const wave = (length: number) => Array.from({ length }, (_, i) => Math.sin(i / 9) + (i % 5));

  it('is that of all values at once, within the tenth for which the same smoothing holds', () => {
    const source = new MinMaxPyramid();
    const smoothed = new Smoothed(source);
    for (const value of wave(30_000)) {
      source.push(value);
      if (source.length % 37 === 0) smoothed.update();
    }
    smoothed.update();
    expect(smoothed.y.length).toBe(30_000);
    const whole = smooth(wave(30_000), smoothingFor(30_000));
    expect(smoothed.y.at(29_999)).toBeCloseTo(whole[29_999] ?? 0, 6);
    expect(smoothed.y.at(12_345)).toBeCloseTo(whole[12_345] ?? 0, 6);
  });

  it('follows values that were replaced', () => {
    const source = new MinMaxPyramid();
    const smoothed = new Smoothed(source);
    for (const value of wave(100)) source.push(value);
    smoothed.update();
    source.truncate(50);
    for (const value of wave(60)) source.push(value + 1);
    smoothed.restart();
    smoothed.update();
    const expected = smooth([...wave(100).slice(0, 50), ...wave(60).map((v) => v + 1)], smoothingFor(110));
    expect(smoothed.y.at(109)).toBeCloseTo(expected[109] ?? 0, 12);
  });
});
