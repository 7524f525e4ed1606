import type { DatasetSummary } from '../../shared/dataset';
import { isMissing, readNumber } from './records/delimited';

type ColumnSummary = NonNullable<DatasetSummary['columns']>[number];
/** Different values are counted up to here; more are told as this many. */
const COUNTED = 10_000;
const KEPT = 80;

/** What the columns of a file hold, gathered row by row. */
export class ColumnCounts {
  readonly #columns: { readonly name: string; readonly values: Set<string>; numbers: number; words: number; missing: number }[];
  readonly #delimiter: string;

  constructor(names: readonly string[], delimiter: string) {
    this.#columns = names.map((name) => ({ name, values: new Set(), numbers: 0, words: 0, missing: 0 }));
    this.#delimiter = delimiter;
  }

  add(cells: readonly string[]): void {
    this.#columns.forEach((column, at) => {
      const cell = cells[at] ?? '';
      if (isMissing(cell)) {
        column.missing++;
        return;
      }
      const number = readNumber(cell, this.#delimiter);
      if (number === null) column.words++;
      else column.numbers++;
      if (column.values.size >= COUNTED) return;
      // `3` and `3.0` are one value; a long text is worth keeping only in part.
      column.values.add(number !== null ? String(number) : cell.length > KEPT ? `${cell.slice(0, KEPT)}… ${cell.length}` : cell.trim());
    });
  }

  summary(): ColumnSummary[] {
    return this.#columns.map(({ name, values, numbers, words, missing }) => ({
      name,
      type: isNumeric(numbers, words) ? 'number' : 'text',
      distinct: values.size,
      missing,
    }));
  }

  /** The different words of a column, missing ones left out. */
  wordsOf(name: string): ReadonlySet<string> {
    return this.#columns.find((column) => column.name === name)?.values ?? new Set();
  }
}

/** A column is of numbers where nearly all of its cells are: a stray word counts as missing. */
function isNumeric(numbers: number, words: number): boolean {
  return numbers > 0 && words <= numbers / 20;
}
