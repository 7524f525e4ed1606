const LIMIT = 256 * 2 ** 20;

/** Decoded pictures by sample, bounded by bytes; the longest unused go first. */
export class PictureCache {
  readonly #pictures = new Map<number, Uint8Array>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(index: number): Uint8Array | undefined {
    const found = this.#pictures.get(index);
    if (found) {
      this.#pictures.delete(index);
      this.#pictures.set(index, found);
    }
    return found;
  }

  set(index: number, picture: Uint8Array): void {
    const before = this.#pictures.get(index);
    if (before) this.#bytes -= before.length;
    this.#pictures.delete(index);
    if (picture.length > this.#limit) return;
    this.#pictures.set(index, picture);
    this.#bytes += picture.length;
    for (const [oldest, { length }] of this.#pictures) {
      if (this.#bytes <= this.#limit) break;
      this.#pictures.delete(oldest);
      this.#bytes -= length;
    }
  }
}
