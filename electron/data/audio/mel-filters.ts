export interface MelBands {
  /** Hz */
  readonly samplingRate: number;
  readonly bins: number;
  readonly bands: number;
  /** Hz */
  readonly lowest: number;
  /** Hz */
  readonly highest: number;
}

const line = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** HTK's scale as Keras writes it: 1127 · ln(1 + f / 700). */
const htk = (hertz: number): number => 1127 * Math.log(1 + hertz / 700);

/** Keras's filters (and TensorFlow's): triangles whose sides are straight on the mel scale, highest 1. [bins, bands] */
export function kerasMelFilters({ samplingRate, bins, bands, lowest, highest }: MelBands): Float32Array {
  const edges = line(htk(lowest), htk(highest), bands + 2);
  const filters = new Float32Array(bins * bands);
  // The lowest bin, which is no tone, counts nowhere.
  for (let bin = 1; bin < bins; bin++) {
    const mel = htk((bin * samplingRate) / 2 / (bins - 1));
    for (let band = 0; band < bands; band++) {
      const [low = 0, centre = 0, high = 0] = edges.slice(band, band + 3);
      filters[bin * bands + band] = Math.max(0, Math.min((mel - low) / (centre - low), (high - mel) / (high - centre)));
    }
  }
  return filters;
}

/** Slaney's scale: straight up to 1,000 Hz, logarithmic above. */
const SLANEY = { perHertz: 3 / 200, knee: 1000, kneeMel: 15, step: Math.log(6.4) / 27 };

function slaney(hertz: number): number {
  return hertz < SLANEY.knee ? hertz * SLANEY.perHertz : SLANEY.kneeMel + Math.log(hertz / SLANEY.knee) / SLANEY.step;
}

function fromSlaney(mel: number): number {
  return mel < SLANEY.kneeMel ? mel / SLANEY.perHertz : SLANEY.knee * Math.exp(SLANEY.step * (mel - SLANEY.kneeMel));
}

/** librosa's filters (Slaney's Auditory Toolbox): triangles whose sides are straight in Hz, each of area 1. [bins, bands] */
export function slaneyMelFilters({ samplingRate, bins, bands, lowest, highest }: MelBands): Float32Array {
  const edges = line(slaney(lowest), slaney(highest), bands + 2).map(fromSlaney);
  const filters = new Float32Array(bins * bands);
  for (let bin = 0; bin < bins; bin++) {
    const hertz = (bin * samplingRate) / 2 / (bins - 1);
    for (let band = 0; band < bands; band++) {
      const [low = 0, centre = 0, high = 0] = edges.slice(band, band + 3);
      const height = Math.max(0, Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre)));
      filters[bin * bands + band] = (height * 2) / (high - low);
    }
  }
  return filters;
}
