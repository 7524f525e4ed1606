import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { griffinLim } from './griffin-lim';
import { type MelForm, magnitudesOf, melDecibels } from './mel-spectrum';
import { fromShortTime, shortTime } from './short-time';

const numbers = z.array(z.number());
const golden = z
  .object({
    sound: numbers,
    real: numbers,
    imag: numbers,
    back: numbers,
    griffin_lim: z.array(z.object({ iterations: z.int(), momentum: z.number(), sound: numbers })),
  })
  .parse(JSON.parse(readFileSync(new URL('../golden/griffin-lim.json', import.meta.url), 'utf8')));

const FORM = { fftLength: 64, step: 16 };

function expectNear(ours: ArrayLike<number>, theirs: readonly number[], within: number): void {
  expect(ours.length).toBe(theirs.length);
  expect(Math.max(...theirs.map((value, i) => Math.abs(value - (ours[i] ?? 9))))).toBeLessThan(within);
}

describe('as librosa', () => {
  it('frames become spectra, and spectra the sound again', () => {
    const spectrum = shortTime(golden.sound, FORM, 'constant');
    expectNear(spectrum.real, golden.real, 1e-5);
    expectNear(spectrum.imag, golden.imag, 1e-5);
    expectNear(fromShortTime(spectrum, FORM), golden.back, 1e-6);
  });

  it.each(golden.griffin_lim)('phases are found: $iterations turns, momentum $momentum', ({ iterations, momentum, sound }) => {
    const { real, imag } = shortTime(golden.sound, FORM, 'constant');
    const magnitudes = real.map((re, i) => Math.hypot(re, imag[i] ?? 0));
    expectNear(griffinLim(magnitudes, { ...FORM, iterations, momentum, phase: () => 0 }), sound, 1e-4);
  });
});

describe('a sound out of a mel spectrogram', () => {
  const form: MelForm = { rate: 8000, fftLength: 256, step: 64, bands: 40, lowest: 20, highest: 4000 };
  const sound = Float32Array.from({ length: 4096 }, (_, i) => 0.4 * Math.sin(i * 0.2) + 0.2 * Math.sin(i * 0.55 + Math.sin(i / 300)));
  const level = melDecibels(sound, form, 80);

  it('has magnitudes that give its bands', () => {
    const mel = level.map((db) => 10 ** (db / 10));
    const magnitudes = magnitudesOf(mel, form);
    expect(magnitudes.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
    // A sound of those magnitudes has the same spectrogram, but for what phases cannot agree on.
    let seed = 1;
    const phase = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return (2 * Math.PI * seed) / 2_147_483_647;
    };
    const made = griffinLim(magnitudes, { ...form, iterations: 32, momentum: 0.99, phase });
    const again = melDecibels(made, form, 80);
    expect(again.length).toBe(level.length);
    let apart = 0;
    let loud = 0;
    for (const [i, db] of level.entries()) {
      if (db < Math.max(...level.subarray(0, 40)) - 25) continue;
      apart += Math.abs(db - (again[i] ?? 0));
      loud++;
    }
    expect(apart / loud).toBeLessThan(3);
  });
});
