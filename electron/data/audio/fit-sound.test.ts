import { describe, expect, it } from 'vitest';
import { fitSound } from './fit-sound';
import { resample } from './resample';

const counting = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => (i + 1) / 100);
const fitted = (length: number, samples: number, align: 'start' | 'center'): number[] =>
  Array.from(fitSound({ rate: 100, samples: counting(length) }, { rate: 100, samples, align }), (value) => Math.round(value * 100));

describe('fitSound', () => {
  it('cuts a longer one and fills a shorter one, from its start or in the middle', () => {
    expect(fitted(6, 4, 'start')).toEqual([1, 2, 3, 4]);
    expect(fitted(6, 4, 'center')).toEqual([2, 3, 4, 5]);
    expect(fitted(7, 4, 'center')).toEqual([2, 3, 4, 5]);
    expect(fitted(3, 6, 'start')).toEqual([1, 2, 3, 0, 0, 0]);
    expect(fitted(3, 6, 'center')).toEqual([0, 1, 2, 3, 0, 0]);
    expect(fitted(4, 4, 'center')).toEqual([1, 2, 3, 4]);
    expect(fitted(0, 3, 'center')).toEqual([0, 0, 0]);
  });

  it('resamples no more than it keeps, to the same numbers', () => {
    const samples = Float32Array.from({ length: 44_100 }, (_, i) => Math.sin(i / 20));
    const whole = resample(samples, 44_100, 16_000).subarray(0, 4000);
    const made = fitSound({ rate: 44_100, samples }, { rate: 16_000, samples: 4000, align: 'start' });
    expect(made).toEqual(whole);
  });
});
