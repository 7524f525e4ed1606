import { kerasMelFilters } from './mel-filters';
import { type FrameForm, shortTime } from './short-time';

/** How a sound becomes a mel spectrogram: as the node of that name, which is Keras's layer. */
export interface MelForm extends FrameForm {
  readonly rate: number;
  readonly bands: number;
  /** Hz */
  readonly lowest: number;
  readonly highest: number;
}

/** Power that silence is taken to have. */
const LEAST_POWER = 1e-10;

/** By band, where its filter lies among the bins, and its weights there. */
interface Band {
  readonly from: number;
  readonly weights: Float64Array;
}

function bandsOf({ rate, fftLength, bands, lowest, highest }: MelForm): Band[] {
  const bins = fftLength / 2 + 1;
  const filters = kerasMelFilters({ samplingRate: rate, bins, bands, lowest, highest });
  return Array.from({ length: bands }, (_, band) => {
    const column = Float64Array.from({ length: bins }, (_v, bin) => filters[bin * bands + band] ?? 0);
    const from = Math.max(
      0,
      column.findIndex((weight) => weight > 0),
    );
    let to = bins;
    while (to > from && column[to - 1] === 0) to--;
    return { from, weights: column.slice(from, to) };
  });
}

/** 10 · log₁₀ of the power in every band, frame after frame, no lower than `topDb` below the loudest of the sound. */
export function melDecibels(samples: ArrayLike<number>, form: MelForm, topDb: number): Float32Array {
  const { frames, bins, real, imag } = shortTime(samples, form, 'reflect');
  const bands = bandsOf(form);
  const made = new Float32Array(frames * bands.length);
  let loudest = Number.NEGATIVE_INFINITY;
  for (let frame = 0; frame < frames; frame++) {
    for (const [band, { from, weights }] of bands.entries()) {
      let power = 0;
      for (const [i, weight] of weights.entries()) {
        const place = frame * bins + from + i;
        power += weight * ((real[place] ?? 0) ** 2 + (imag[place] ?? 0) ** 2);
      }
      const level = 10 * Math.log10(Math.max(LEAST_POWER, power));
      loudest = Math.max(loudest, level);
      made[frame * bands.length + band] = level;
    }
  }
  return made.map((level) => Math.max(level, loudest - topDb));
}

/** How often powers are brought nearer to what the bands say. */
const TURNS = 40;

/**
 * Magnitudes of all frequencies that give the bands' powers, none below 0 (Lee, Seung 2001: multiplicative updates of
 * ‖filters · power − mel‖²).
 *
 * @param mel powers (not decibels), frame after frame
 */
export function magnitudesOf(mel: ArrayLike<number>, form: MelForm): Float64Array {
  const bands = bandsOf(form);
  const bins = form.fftLength / 2 + 1;
  const frames = mel.length / bands.length;
  const magnitudes = new Float64Array(frames * bins);
  const power = new Float64Array(bins);
  const wanted = new Float64Array(bins);
  const given = new Float64Array(bins);
  for (let frame = 0; frame < frames; frame++) {
    const at = (band: number): number => mel[frame * bands.length + band] ?? 0;
    spread(bands, at, wanted);
    power.set(wanted);
    for (let turn = 0; turn < TURNS; turn++) {
      spread(bands, (band) => gather(bands[band], power), given);
      for (let bin = 0; bin < bins; bin++) {
        const below = given[bin] ?? 0;
        if (below > 0) power[bin] = ((power[bin] ?? 0) * (wanted[bin] ?? 0)) / below;
      }
    }
    for (let bin = 0; bin < bins; bin++) magnitudes[frame * bins + bin] = Math.sqrt(power[bin] ?? 0);
  }
  return magnitudes;
}

function gather(band: Band | undefined, power: Float64Array): number {
  if (!band) return 0;
  let sum = 0;
  for (const [i, weight] of band.weights.entries()) sum += weight * (power[band.from + i] ?? 0);
  return sum;
}

/** filtersᵀ · values */
function spread(bands: readonly Band[], value: (band: number) => number, into: Float64Array): void {
  into.fill(0);
  for (const [band, { from, weights }] of bands.entries()) {
    const v = value(band);
    for (const [i, weight] of weights.entries()) into[from + i] = (into[from + i] ?? 0) + weight * v;
  }
}
