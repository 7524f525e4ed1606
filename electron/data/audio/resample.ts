/** Zero crossings of the sinc on either side: the wider, the steeper the filter. */
const CROSSINGS = 32;
/** The passband ends below the lower of both half rates, so that what lies above is gone there. */
const ROLL_OFF = 0.945;
/** Shape of Kaiser's window: what is stopped is below −90 dB. */
const BETA = 9;

/** The modified Bessel function I₀, by its series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

const TOP = besselI0(BETA);

/** The windowed sinc at `t` samples from its middle; `cutoff`: the passband as a part of half the rate. */
function weightAt(t: number, cutoff: number): number {
  const reach = CROSSINGS / cutoff;
  if (Math.abs(t) >= reach) return 0;
  const x = Math.PI * t * cutoff;
  const sinc = x === 0 ? 1 : Math.sin(x) / x;
  return cutoff * sinc * (besselI0(BETA * Math.sqrt(1 - (t / reach) ** 2)) / TOP);
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** A ratio with more places between two samples than this has its filters made as they are needed. */
const MOST_KEPT = 4096;

interface Filters {
  /** Samples on either side of the middle one. */
  readonly half: number;
  /** The weights of the samples around a new one that lies `phase` parts behind one of the old. */
  at(phase: number): Float64Array;
}

/** Filters that are kept, by the ratio of rates: most recordings of a data set share one. */
const kept = new Map<string, Filters>();

function filtersOf(up: number, down: number): Filters {
  const key = `${up}/${down}`;
  const known = kept.get(key);
  if (known) return known;
  const cutoff = ROLL_OFF * Math.min(1, up / down);
  const half = Math.ceil(CROSSINGS / cutoff);
  const make = (phase: number): Float64Array =>
    Float64Array.from({ length: 2 * half + 1 }, (_, i) => weightAt(i - half - phase / up, cutoff));
  const made = up > MOST_KEPT ? null : Array.from({ length: up }, (_, phase) => make(phase));
  const filters: Filters = { half, at: (phase) => made?.[phase] ?? make(phase) };
  kept.set(key, filters);
  return filters;
}

/**
 * A sound at another number of samples a second, by a windowed sinc (Kaiser; Smith, “Digital Audio Resampling”): as long as
 * before, without what the new rate cannot hold.
 *
 * @param from samples a second, whole
 * @param to samples a second, whole
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return samples;
  const common = divisor(from, to);
  const [up, down] = [to / common, from / common];
  const { half, at: filterAt } = filtersOf(up, down);
  const made = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let i = 0; i < made.length; i++) {
    const place = i * down;
    const middle = Math.floor(place / up);
    const row = filterAt(place % up);
    let sum = 0;
    const first = Math.max(0, middle - half);
    const last = Math.min(samples.length - 1, middle + half);
    for (let at = first; at <= last; at++) sum += (samples[at] ?? 0) * (row[at - middle + half] ?? 0);
    made[i] = sum;
  }
  return made;
}
