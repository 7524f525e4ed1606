import { numberColumns, tableNameOf } from '../../../../shared/record-parts';
import { expandColumn, expandedNumbers } from '../../expand-column';
import { readNumber } from '../../records/delimited';
import type { ColumnContext, ColumnKind, RecordInput } from './define-column';

/** A number, or a word of few. All such columns make one table, which stands where the first of them does. */
export const numberColumn: ColumnKind = (context) => ({
  // A missing number is the mean of the training rows.
  look: () => 0,
  finish: () => {
    const columns = numberColumns(context.read.columns);
    if (context.column !== columns[0]) return {};
    const missing = context.counts.summary().filter((column) => column.missing > 0 && columns.includes(column.name));
    return {
      inputs: [tableOf(context, columns)],
      warnings: missing.map((column) => {
        const rows = column.missing === 1 ? '1 row' : `${column.missing.toLocaleString('en')} rows`;
        return `“${column.name}” is missing in ${rows}; the mean of the training rows stands in.`;
      }),
    };
  },
});

function tableOf({ file, read, counts }: ColumnContext, columns: readonly string[]): RecordInput {
  const expanded = columns.map((column) => ({ ...expandColumn(column, counts), at: file.column(column) }));
  return {
    name: tableNameOf(read.columns),
    facts: { kind: 'table', columns: expanded.flatMap(({ names }) => names) },
    part: async (cells) => ({
      kind: 'table',
      values: Float64Array.from(expanded.flatMap((column) => expandedNumbers(column, cells[column.at] ?? '', read.delimiter))),
    }),
    content: async (cells) => ({
      kind: 'table',
      columns: [...columns],
      values: expanded.map(({ at }) => readNumber(cells[at] ?? '', read.delimiter) ?? (cells[at] ?? '').trim()),
    }),
  };
}
