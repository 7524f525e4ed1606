import { Growing } from './growing';

/** Where the least and the greatest value of a range stand. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** No finite value in a block. */
const NONE = -1;

/** Positions of the least and the greatest value of each block of one size. */
interface Level {
  readonly low: Growing;
  readonly high: Growing;
}

/**
 * Numbers that grow at their end, with the extremes of every range of them at hand: a chart of a hundred thousand points
 * shows each pixel its true least and greatest value without reading the points between.
 *
 * Level k holds the extremes of every whole block of 2ᵏ values. A new value completes one block a level at most, two
 * comparisons each: one block a value on average. Any range is at most two blocks a level, so that a question reads
 * O(log n) of them. NaN and infinities are gaps: they are kept, and are nobody's extreme. Of equal values the first counts.
 */
export class MinMaxPyramid {
  readonly #values = new Growing();
  /** `#levels[k - 1]`: blocks of 2ᵏ. */
  readonly #levels: Level[] = [];

  get length(): number {
    return this.#values.length;
  }

  /** NaN where there is none. */
  at(index: number): number {
    return this.#values.at(index) ?? Number.NaN;
  }

  /** The values themselves. Not a copy: valid until the next `push`. */
  view(): Float64Array {
    return this.#values.view();
  }

  push(value: number): void {
    this.#values.push(value);
    const { length } = this.#values;
    for (let k = 1, size = 2; length % size === 0; k++, size *= 2) {
      let level = this.#levels[k - 1];
      if (!level) {
        level = { low: new Growing(), high: new Growing() };
        this.#levels.push(level);
      }
      const right = length / (size / 2) - 1;
      level.low.push(this.#lower(this.#low(k - 1, right - 1), this.#low(k - 1, right)));
      level.high.push(this.#higher(this.#high(k - 1, right - 1), this.#high(k - 1, right)));
    }
  }

  /** Forgets everything from `length` on. */
  truncate(length: number): void {
    this.#values.truncate(length);
    this.#levels.forEach(({ low, high }, i) => {
      const blocks = Math.floor(this.length / 2 ** (i + 1));
      low.truncate(blocks);
      high.truncate(blocks);
    });
  }

  /** The positions of the extremes of `[from, to)`; null where there is no finite value. */
  extent(from: number, to: number): Extent | null {
    const end = Math.min(to, this.length);
    let low = NONE;
    let high = NONE;
    for (let at = Math.max(0, from); at < end; ) {
      // The largest block that begins here and ends in time.
      let k = 0;
      let size = 1;
      while (at % (size * 2) === 0 && at + size * 2 <= end) {
        k++;
        size *= 2;
      }
      low = this.#lower(low, this.#low(k, at / size));
      high = this.#higher(high, this.#high(k, at / size));
      at += size;
    }
    return low === NONE ? null : { low, high };
  }

  #low(k: number, block: number): number {
    return k === 0 ? this.#leaf(block) : (this.#levels[k - 1]?.low.at(block) ?? NONE);
  }

  #high(k: number, block: number): number {
    return k === 0 ? this.#leaf(block) : (this.#levels[k - 1]?.high.at(block) ?? NONE);
  }

  #leaf(i: number): number {
    return Number.isFinite(this.at(i)) ? i : NONE;
  }

  #lower(a: number, b: number): number {
    if (a === NONE || b === NONE) return a === NONE ? b : a;
    return this.at(b) < this.at(a) ? b : a;
  }

  #higher(a: number, b: number): number {
    if (a === NONE || b === NONE) return a === NONE ? b : a;
    return this.at(b) > this.at(a) ? b : a;
  }
}
