import { StudioError } from '../../shared/studio-error';
import type { ColumnCounts } from './column-counts';
import { readNumber } from './records/delimited';
import { sortLabels } from './sort-labels';

/** A column of more different words is an id or a text, not a category. */
const MOST_CATEGORIES = 100;

/** Whether a column says something that a model can learn from. */
export function isUsable(column: { readonly type: 'number' | 'text'; readonly distinct: number }, rows: number): boolean {
  return column.distinct >= 2 && (column.type === 'number' || (column.distinct <= MOST_CATEGORIES && column.distinct <= rows / 2));
}

/** The model's columns for one of the file: itself, or one a word. */
export interface ExpandedColumn {
  readonly names: readonly string[];
  /** Null: numbers. */
  readonly categories: readonly string[] | null;
}

export function expandColumn(name: string, counts: ColumnCounts): ExpandedColumn {
  if (counts.summary().find((column) => column.name === name)?.type === 'number') return { names: [name], categories: null };
  const categories = sortLabels([...counts.wordsOf(name)]);
  if (categories.length > MOST_CATEGORIES) {
    throw new StudioError(`The column “${name}” holds more than ${MOST_CATEGORIES} different words.`, {
      expected: 'numbers, or a few words that come again and again',
      received: `${categories.length} different ones`,
      advice: `Leave “${name}” out of the features in the data panel.`,
    });
  }
  return { names: categories.map((category) => `${name}=${category}`), categories };
}

/** The numbers of one cell; NaN where a number is missing. */
export function expandedNumbers({ categories }: ExpandedColumn, cell: string, delimiter: string): number[] {
  if (categories === null) return [readNumber(cell, delimiter) ?? Number.NaN];
  return categories.map((category) => (category === cell.trim() ? 1 : 0));
}
