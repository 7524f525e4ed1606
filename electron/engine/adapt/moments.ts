/** The last axis of a tensor, number by number: each feature's own statistics. */
export class Moments {
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  #count = 0;

  constructor(features: number) {
    this.#means = new Float64Array(features);
    this.#squares = new Float64Array(features);
    this.#least = new Float64Array(features).fill(Number.POSITIVE_INFINITY);
    this.#most = new Float64Array(features).fill(Number.NEGATIVE_INFINITY);
  }

  /** `values`: a whole number of rows, one number a feature each. Welford's update: exact in one pass. */
  add(values: ArrayLike<number>): void {
    const features = this.#means.length;
    for (let at = 0; at < values.length; at += features) {
      this.#count++;
      for (let f = 0; f < features; f++) {
        const value = values[at + f] ?? 0;
        const mean = this.#means[f] ?? 0;
        const before = value - mean;
        const next = mean + before / this.#count;
        this.#means[f] = next;
        this.#squares[f] = (this.#squares[f] ?? 0) + before * (value - next);
        if (value < (this.#least[f] ?? 0)) this.#least[f] = value;
        if (value > (this.#most[f] ?? 0)) this.#most[f] = value;
      }
    }
  }

  mean(): Float32Array {
    return Float32Array.from(this.#means);
  }

  /** Of the population, as Keras's Normalization has it. */
  variance(): Float32Array {
    return Float32Array.from(this.#squares, (sum) => (this.#count === 0 ? 1 : sum / this.#count));
  }

  minimum(): Float32Array {
    return Float32Array.from(this.#least);
  }

  maximum(): Float32Array {
    return Float32Array.from(this.#most);
  }
}
