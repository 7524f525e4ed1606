/** Says when something that costs time may be done again, so that it takes no more than a share of it. */
export class Pace {
  readonly #share: number;
  readonly #least: number;
  #at = Number.NEGATIVE_INFINITY;
  #cost = 0;
  #times = 0;

  /**
   * @param share of the time, from 0 to 1
   * @param least milliseconds between two times
   */
  constructor(share: number, least: number) {
    this.#share = share;
    this.#least = least;
  }

  /** The least time has passed, and the share allows it. */
  due(now = performance.now()): boolean {
    return now - this.#at >= this.#least && this.affordable(now);
  }

  /** The share allows it. */
  affordable(now = performance.now()): boolean {
    return now - this.#at >= this.#cost / this.#share;
  }

  /** Does it, and remembers what it cost. The first time is slow for other reasons and is not counted. */
  spend<T>(work: () => T): T {
    const began = performance.now();
    const done = work();
    this.#at = performance.now();
    this.#cost = this.#times++ === 0 ? 0 : this.#at - began;
    return done;
  }
}
