import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../../shared/studio-error';
import { readWav } from './read-wav';
import { wavOf } from './wav.test-data';

const WAVE = [0, 0.5, -0.5, 0.25, -1, 0.75];

describe('readWav', () => {
  it.each([
    ['8 bit', 8, 'integer', 1 / 127],
    ['16 bit', 16, 'integer', 1 / 30_000],
    ['24 bit', 24, 'integer', 1e-6],
    ['32 bit', 32, 'integer', 1e-8],
    ['floating point', 32, 'float', 1e-8],
    ['floating point, 64 bit', 64, 'float', 1e-8],
  ] as const)('reads %s', (_title, bits, coding, within) => {
    const { rate, samples } = readWav(wavOf([WAVE], { bits, coding, rate: 8000 }), 'a.wav');
    expect(rate).toBe(8000);
    expect(samples).toHaveLength(WAVE.length);
    for (const [i, value] of WAVE.entries()) expect(Math.abs((samples[i] ?? 9) - value)).toBeLessThanOrEqual(within);
  });

  it('mixes channels down to their mean', () => {
    const { samples } = readWav(
      wavOf(
        [
          [0.5, 0, -0.5],
          [0, 0.25, -0.25],
        ],
        { bits: 16, coding: 'integer', rate: 44_100 },
      ),
      'a.wav',
    );
    expect(Array.from(samples)).toEqual([0.25, 0.125, -0.375]);
  });

  it('reads the extended form, steps over other chunks, and takes a stream without an end as long as it is', () => {
    const format = { bits: 16, coding: 'integer', rate: 16_000 } as const;
    const expected = Array.from(readWav(wavOf([WAVE], format), 'a.wav').samples);
    expect(Array.from(readWav(wavOf([WAVE], { ...format, extended: true }), 'a.wav').samples)).toEqual(expected);
    expect(Array.from(readWav(wavOf([WAVE], { ...format, before: 'LIST' }), 'a.wav').samples)).toEqual(expected);
    expect(Array.from(readWav(wavOf([WAVE], { ...format, length: 0xffffffff }), 'a.wav').samples)).toEqual(expected);
  });

  const whole = wavOf([WAVE], { bits: 16, coding: 'integer', rate: 8000 });
  it.each([
    ['another file', Buffer.from('<html>not a sound</html>'), 'it is no WAV file'],
    ['a file that is cut off', whole.subarray(0, whole.length - 3), 'it is cut off: 9 of 12 bytes of samples are there'],
    ['a header that is cut off', whole.subarray(0, 20), 'it is cut off'],
    ['a header alone', whole.subarray(0, 36), 'it holds no samples'],
    ['telephone coding', wavOf([WAVE], { bits: 8, coding: 'integer', rate: 8000, tag: 7 }), 'its samples are coded as µ-law'],
    ['odd bits', wavOf([WAVE], { bits: 16, coding: 'integer', rate: 8000, claimedBits: 12 }), 'it has 12 bits a sample'],
    ['no number', wavOf([[0, Number.NaN]], { bits: 32, coding: 'float', rate: 8000 }), 'sample 2 is no number'],
  ])('refuses %s by name', (_title, bytes, received) => {
    const refused = (): unknown => readWav(bytes, 'three/odd.wav');
    expect(refused).toThrow(StudioError);
    try {
      refused();
    } catch (error) {
      expect(error).toMatchObject({ message: 'three/odd.wav cannot be read.', received });
    }
  });

  const fsdd = path.resolve('../shared/data/fsdd');
  it.skipIf(!existsSync(fsdd))('reads every recording of the Free Spoken Digit Dataset (skipped where ../shared/data is absent)', () => {
    const files = readdirSync(fsdd, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.wav'));
    expect(files.length).toBe(3000);
    for (const file of files.filter((_, i) => i % 10 === 0)) {
      const { rate, samples } = readWav(readFileSync(path.join(fsdd, file)), file);
      expect(rate).toBe(8000);
      expect(samples.length).toBeGreaterThan(1000);
      expect(samples.every((value) => Math.abs(value) <= 1)).toBe(true);
      expect(Math.max(...samples)).toBeGreaterThan(0.001);
    }
  });
});
