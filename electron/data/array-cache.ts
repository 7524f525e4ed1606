const LIMIT = 256 * 2 ** 20;

/** Decoded parts by sample, bounded by bytes; the longest unused go first. */
export class ArrayCache<A extends Uint8Array | Float32Array> {
  readonly #arrays = new Map<number, A>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(index: number): A | undefined {
    const found = this.#arrays.get(index);
    if (found) {
      this.#arrays.delete(index);
      this.#arrays.set(index, found);
    }
    return found;
  }

  set(index: number, array: A): void {
    const before = this.#arrays.get(index);
    if (before) this.#bytes -= before.byteLength;
    this.#arrays.delete(index);
    if (array.byteLength > this.#limit) return;
    this.#arrays.set(index, array);
    this.#bytes += array.byteLength;
    for (const [oldest, { byteLength }] of this.#arrays) {
      if (this.#bytes <= this.#limit) break;
      this.#arrays.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}
