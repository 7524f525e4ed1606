import { describe, expect, it } from 'vitest';
import { resample } from './resample';

const tone = (hertz: number, rate: number, seconds = 0.4): Float32Array =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));

/** The largest difference, ends left out: before its beginning and behind its end a sound is silence. */
function difference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  const edge = Math.floor(a.length / 8);
  let most = 0;
  for (let i = edge; i < a.length - edge; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
}

describe('resample', () => {
  it.each([
    [44_100, 16_000],
    [8000, 16_000],
    [48_000, 8000],
    [11_025, 22_050],
    [16_000, 44_100],
    // A ratio of large numbers.
    [8035, 22_005],
  ])('from %i to %i keeps tones that both can hold', (from, to) => {
    const highest = Math.min(from, to) / 2;
    for (const hertz of [110, 440, highest * 0.5, highest * 0.85]) {
      expect(difference(resample(tone(hertz, from), from, to), tone(hertz, to))).toBeLessThan(1e-3);
    }
  });

  it('leaves out what the new rate cannot hold, instead of folding it down', () => {
    for (const hertz of [4100, 5000, 12_000]) {
      const left = resample(tone(hertz, 44_100), 44_100, 8000);
      expect(difference(left, new Float32Array(left.length))).toBeLessThan(1e-3);
    }
  });

  it('keeps a constant, and everything where the rates are equal', () => {
    const constant = new Float32Array(4000).fill(0.7);
    const made = resample(constant, 44_100, 16_000);
    expect(difference(made, new Float32Array(made.length).fill(0.7))).toBeLessThan(1e-3);
    expect(resample(constant, 8000, 8000)).toBe(constant);
    expect(resample(new Float32Array(), 8000, 16_000)).toHaveLength(0);
  });
});
