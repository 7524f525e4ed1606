import type { RecordColumn } from './record-columns';

interface Column {
  readonly name: string;
  readonly as: RecordColumn;
}

/** `wanted`, or, where a column has that name, `wanted (2)`. */
function freeName(columns: readonly Column[], wanted: string): string {
  const taken = new Set(columns.map(({ name }) => name));
  for (let at = 1; ; at++) {
    const name = at === 1 ? wanted : `${wanted} (${at})`;
    if (!taken.has(name)) return name;
  }
}

/** What the table of all number columns is called: `table`, or, where a column has that name, `table (2)`. */
export const tableNameOf = (columns: readonly Column[]): string => freeName(columns, 'table');

/** What all columns of numbers to predict are called together. */
export const valuesNameOf = (columns: readonly Column[]): string => freeName(columns, 'values');

/** What all columns of single labels are called together. */
export const flagsNameOf = (columns: readonly Column[]): string => freeName(columns, 'labels');

/** The columns of single labels. */
export function flagColumns(columns: readonly Column[]): string[] {
  return columns.filter(({ as }) => as === 'flag').map(({ name }) => name);
}

/** What follows each place of a history is called. */
export const nextNameOf = (columns: readonly Column[], history: string): string => freeName(columns, `next of ${history}`);

/** The columns of numbers to predict. */
export function valueColumns(columns: readonly Column[]): string[] {
  return columns.filter(({ as }) => as === 'value').map(({ name }) => name);
}

/** The columns that make the table. */
export function numberColumns(columns: readonly Column[]): string[] {
  return columns.filter(({ as }) => as === 'number').map(({ name }) => name);
}
