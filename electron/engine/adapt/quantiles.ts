/** Precision that Keras's Discretization keeps while it adapts: its default. */
const EPSILON = 0.01;
/** Numbers that are sorted at once: 16 MB. Fewer in all: as one array of Keras's. */
const AT_ONCE = 4_000_000;

/** Values in order, and how many numbers each stands for. */
interface Summary {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** Borders between bins that hold equally many numbers, as Keras's `Discretization.adapt` finds them in an array. */
export class Quantiles {
  #held = new Float32Array(1024);
  #count = 0;
  #summary: Summary = { values: [], weights: [] };

  add(values: ArrayLike<number>): void {
    for (let at = 0; at < values.length; at++) {
      if (this.#count === AT_ONCE) this.#fold();
      if (this.#count === this.#held.length) {
        const larger = new Float32Array(Math.min(AT_ONCE, 2 * this.#held.length));
        larger.set(this.#held);
        this.#held = larger;
      }
      this.#held[this.#count++] = values[at] ?? 0;
    }
  }

  /** `bins` − 1 of them. Where there are fewer numbers than bins, the last are infinite: nothing lies beyond. */
  boundaries(bins: number): Float32Array {
    this.#fold();
    const found = compress(this.#summary, 1 / bins).values.slice(0, -1);
    const filled = new Float32Array(bins - 1).fill(Number.POSITIVE_INFINITY);
    filled.set(found.slice(0, bins - 1));
    return filled;
  }

  #fold(): void {
    if (this.#count === 0) return;
    const { values, weights } = summarize(this.#held.subarray(0, this.#count).sort());
    const all = [...values.map((value, i) => ({ value, weight: weights[i] ?? 0 })), ...pairs(this.#summary)];
    all.sort((a, b) => a.value - b.value);
    this.#summary = compress({ values: all.map(({ value }) => value), weights: all.map(({ weight }) => weight) }, EPSILON);
    this.#count = 0;
  }
}

const pairs = ({ values, weights }: Summary) => values.map((value, i) => ({ value, weight: weights[i] ?? 0 }));

function summarize(sorted: Float32Array): Summary {
  const step = Math.max(sorted.length / (1 / EPSILON), 1);
  const values: number[] = [];
  for (let at = Math.trunc(step - 1); at < sorted.length; at += Math.trunc(step)) values.push(sorted[at] ?? 0);
  return { values, weights: values.map(() => Math.fround(step)) };
}

/** Values at even shares of the weight; a summary that is short enough stays. */
function compress(summary: Summary, epsilon: number): Summary {
  if (summary.values.length * epsilon < 1) return summary;
  let sum = 0;
  // In single precision, as NumPy adds up an array of it.
  const cumulated = summary.weights.map((weight) => {
    sum = Math.fround(sum + weight);
    return sum;
  });
  const shares = cumulated.map((weight) => Math.fround(weight / sum));
  const count = Math.ceil(1 / epsilon);
  const percents = Array.from({ length: count }, (_, i) => epsilon + i * epsilon);
  const weights = percents.map((percent) => interpolate(percent, shares, cumulated));
  return {
    values: percents.map((percent) => Math.fround(interpolate(percent, shares, summary.values))),
    weights: weights.map((weight, i) => Math.fround(weight - (weights[i - 1] ?? 0))),
  };
}

/** NumPy's `interp`: the ends go on. */
function interpolate(x: number, xs: readonly number[], ys: readonly number[]): number {
  const last = xs.length - 1;
  if (x >= (xs[last] ?? 0)) return ys[last] ?? 0;
  if (x < (xs[0] ?? 0)) return ys[0] ?? 0;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x < (xs[middle] ?? 0)) high = middle;
    else low = middle;
  }
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[low], xs[high], ys[low], ys[high]];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) / (x1 - x0)) * (x - x0);
}
