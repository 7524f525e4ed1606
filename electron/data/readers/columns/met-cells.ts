/** Different cells of a column, numbered as they are met. */
export class MetCells {
  readonly #known = new Map<string, number>();

  number(cell: string): number {
    const number = this.#known.get(cell) ?? this.#known.size;
    this.#known.set(cell, number);
    return number;
  }

  get size(): number {
    return this.#known.size;
  }

  /** By their numbers. */
  all(): string[] {
    return [...this.#known.keys()];
  }
}
