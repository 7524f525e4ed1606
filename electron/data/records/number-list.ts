/** Numbers in a growing typed array: eight bytes each, for indexes of millions of rows. */
export class NumberList {
  #numbers = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = value;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    if (index < 0 || index >= this.#length) throw new RangeError(`place ${index} of ${this.#length}`);
    return this.#numbers[index] ?? 0;
  }

  done(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }
}
