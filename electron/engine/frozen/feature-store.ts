import os from 'node:os';

/** What the features of all samples may take at most. */
export const MOST_FEATURE_BYTES = 512 * 2 ** 20;

/** Bytes that features may take. */
export const featureBudget = (): number => Math.min(MOST_FEATURE_BYTES, Math.floor(os.totalmem() / 8));

/** Features of samples within a budget. Who comes first stays: an epoch meets all, so that nothing gained by leaving would pay. */
export class FeatureStore {
  readonly #budget: number;
  /** By what computes them, then by sample. */
  readonly #kept = new Map<string, Map<number, Float32Array>>();
  #bytes = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(program: string, sample: number): Float32Array | undefined {
    return this.#kept.get(program)?.get(sample);
  }

  offer(program: string, sample: number, features: Float32Array): void {
    if (this.#bytes + features.byteLength > this.#budget) return;
    const samples = this.#kept.get(program) ?? new Map<number, Float32Array>();
    this.#kept.set(program, samples);
    if (samples.has(sample)) return;
    samples.set(sample, features);
    this.#bytes += features.byteLength;
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }
}
