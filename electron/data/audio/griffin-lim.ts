import { type FrameForm, fromShortTime, shortTime } from './short-time';

export interface GriffinLim extends FrameForm {
  readonly iterations: number;
  /** How far every step goes beyond where it was led: 0.99 in librosa. */
  readonly momentum: number;
  /** The phase that a place begins with, in radians. */
  phase(place: number): number;
}

/** The smallest number that is divided by. */
const TINY = 1e-300;

/**
 * A sound whose short-time spectrum has these magnitudes: phases are looked for that frames which overlap agree on (Griffin, Lim
 * 1984; with momentum: Perraudin, Balazs, Søndergaard 2013; as librosa's `griffinlim`).
 *
 * @param magnitudes frame after frame, each of fftLength ÷ 2 + 1 numbers
 * @returns step · (frames − 1) samples
 */
export function griffinLim(magnitudes: ArrayLike<number>, options: GriffinLim): Float64Array {
  const bins = options.fftLength / 2 + 1;
  const frames = magnitudes.length / bins;
  const size = magnitudes.length;
  const cos = Float64Array.from({ length: size }, (_, i) => Math.cos(options.phase(i)));
  const sin = Float64Array.from({ length: size }, (_, i) => Math.sin(options.phase(i)));
  const led = options.momentum / (1 + options.momentum);
  const spectrum = () => ({
    frames,
    bins,
    real: cos.map((c, i) => c * (magnitudes[i] ?? 0)),
    imag: sin.map((s, i) => s * (magnitudes[i] ?? 0)),
  });
  let before: { readonly real: Float64Array; readonly imag: Float64Array } | null = null;
  for (let turn = 0; turn < options.iterations; turn++) {
    const rebuilt = shortTime(fromShortTime(spectrum(), options), options, 'constant');
    for (let i = 0; i < size; i++) {
      const re = (rebuilt.real[i] ?? 0) - (before ? led * (before.real[i] ?? 0) : 0);
      const im = (rebuilt.imag[i] ?? 0) - (before ? led * (before.imag[i] ?? 0) : 0);
      const length = Math.hypot(re, im) + TINY;
      cos[i] = re / length;
      sin[i] = im / length;
    }
    before = rebuilt;
  }
  return fromShortTime(spectrum(), options);
}
