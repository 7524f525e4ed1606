import { MinMaxPyramid } from '../charts/min-max-pyramid';

/**
 * Exponential moving average without the pull towards zero at its start (as TensorBoard's). NaN passes through and is not
 * averaged.
 */
export class MovingAverage {
  readonly #weight: number;
  #average = 0;
  #seen = 0;

  /** @param weight 0: the values themselves; towards 1: smoother */
  constructor(weight: number) {
    this.#weight = weight;
  }

  next(value: number): number {
    if (!Number.isFinite(value)) return Number.NaN;
    this.#average = this.#average * this.#weight + value * (1 - this.#weight);
    this.#seen = this.#seen * this.#weight + (1 - this.#weight);
    return this.#average / this.#seen;
  }
}

/** How much to smooth so many steps: the line follows about a hundredth of the whole. */
export function smoothingFor(steps: number): number {
  return steps < 10 ? 0 : 1 - 1 / Math.max(2, Math.min(200, steps / 100));
}

/** A curve that smooths as it should for so many steps is good until there are a tenth more. */
const GROWN = 1.1;

/**
 * The smoothed curve of values that grow. New values cost no more than themselves; how much to smooth changes with their
 * number, so that the whole is done again whenever it has grown by a tenth: a few times a value in all.
 */
export class Smoothed {
  readonly y = new MinMaxPyramid();
  readonly #source: MinMaxPyramid;
  #average = new MovingAverage(0);
  #weight = 0;
  #length = 0;

  constructor(source: MinMaxPyramid) {
    this.#source = source;
  }

  /** Takes in what came since. */
  update(): void {
    const { length } = this.#source;
    const weight = smoothingFor(length);
    if (length < this.y.length || (weight !== this.#weight && length >= this.#length * GROWN)) {
      this.y.truncate(0);
      this.#average = new MovingAverage(weight);
      this.#weight = weight;
      this.#length = length;
    }
    for (let i = this.y.length; i < length; i++) this.y.push(this.#average.next(this.#source.at(i)));
  }

  /** Values from `length` on were replaced: those before stand, but the average has gone past them. */
  restart(): void {
    this.y.truncate(0);
    this.#average = new MovingAverage(this.#weight);
  }
}
