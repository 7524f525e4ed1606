import { fourier } from './fourier';
import { windowOf } from './window';

/** A short-time Fourier transform, frame after frame: `frames` × `bins`. */
export interface Spectrum {
  readonly frames: number;
  readonly bins: number;
  readonly real: Float64Array;
  readonly imag: Float64Array;
}

export interface FrameForm {
  /** Samples a frame, a power of two. */
  readonly fftLength: number;
  /** Samples from one frame to the next. */
  readonly step: number;
}

/** What stands before a sound and behind it: its mirror image (Keras), or silence (librosa). */
export type Edges = 'reflect' | 'constant';

/** Frames centred at multiples of the step, under Hann's window: 1 + samples ÷ step of them. */
export function shortTime(samples: ArrayLike<number>, { fftLength, step }: FrameForm, edges: Edges): Spectrum {
  const half = fftLength / 2;
  const bins = half + 1;
  const frames = 1 + Math.floor(samples.length / step);
  const window = windowOf('hann', fftLength, true);
  const last = samples.length - 1;
  const at = (i: number): number => {
    if (i >= 0 && i <= last) return samples[i] ?? 0;
    if (edges === 'constant') return 0;
    const mirrored = i < 0 ? -i : 2 * last - i;
    return samples[mirrored] ?? 0;
  };
  const spectrum = { frames, bins, real: new Float64Array(frames * bins), imag: new Float64Array(frames * bins) };
  const real = new Float64Array(fftLength);
  const imag = new Float64Array(fftLength);
  for (let frame = 0; frame < frames; frame++) {
    for (let i = 0; i < fftLength; i++) real[i] = at(frame * step - half + i) * (window[i] ?? 0);
    imag.fill(0);
    fourier(real, imag);
    spectrum.real.set(real.subarray(0, bins), frame * bins);
    spectrum.imag.set(imag.subarray(0, bins), frame * bins);
  }
  return spectrum;
}

/** The sound of a spectrum: frames overlapped and added, divided by what their windows sum to. step · (frames − 1) samples. */
export function fromShortTime({ frames, bins, real, imag }: Spectrum, { fftLength, step }: FrameForm): Float64Array {
  const half = fftLength / 2;
  const window = windowOf('hann', fftLength, true);
  const length = step * (frames - 1);
  const sum = new Float64Array(length + 2 * half);
  const weight = new Float64Array(length + 2 * half);
  const re = new Float64Array(fftLength);
  const im = new Float64Array(fftLength);
  for (let frame = 0; frame < frames; frame++) {
    for (let k = 0; k < bins; k++) {
      re[k] = real[frame * bins + k] ?? 0;
      // A real sound has neither phase at 0 nor at the highest frequency.
      im[k] = k === 0 || k === half ? 0 : (imag[frame * bins + k] ?? 0);
      if (k > 0 && k < half) {
        re[fftLength - k] = re[k] ?? 0;
        im[fftLength - k] = -(im[k] ?? 0);
      }
    }
    fourier(re, im, true);
    for (let i = 0; i < fftLength; i++) {
      const place = frame * step + i;
      const w = window[i] ?? 0;
      sum[place] = (sum[place] ?? 0) + ((re[i] ?? 0) / fftLength) * w;
      weight[place] = (weight[place] ?? 0) + w * w;
    }
  }
  return Float64Array.from({ length }, (_, i) => {
    const w = weight[i + half] ?? 0;
    return (sum[i + half] ?? 0) / (w > Number.MIN_VALUE ? w : 1);
  });
}
