import type { RecordColumn } from './record-columns';

interface Column {
  readonly name: string;
  readonly as: RecordColumn;
}

/** What the table of all number columns is called: `table`, or, where a column has that name, `table (2)`. */
export function tableNameOf(columns: readonly Column[]): string {
  const taken = new Set(columns.map(({ name }) => name));
  for (let at = 1; ; at++) {
    const name = at === 1 ? 'table' : `table (${at})`;
    if (!taken.has(name)) return name;
  }
}

/** The columns that make the table. */
export function numberColumns(columns: readonly Column[]): string[] {
  return columns.filter(({ as }) => as === 'number').map(({ name }) => name);
}
