import { partName } from '../../../../shared/graph/facts';
import { valueColumns, valuesNameOf } from '../../../../shared/record-parts';
import { readNumber } from '../../records/delimited';
import type { ColumnContext, ColumnKind, RecordTarget } from './define-column';

/** A number to predict. */
export const valueColumn: ColumnKind = ({ column, read }) => ({
  look: (cell) => readNumber(cell, read.delimiter) ?? `has no number in “${column}”`,
  finish: (numbers) => ({
    targets: [
      { name: partName(column), facts: { kind: 'value', column }, numbers, label: (index) => numbers[index] ?? 0 },
      ...together(column, read),
    ],
  }),
});

/** All columns of numbers as one target more, which stands behind the last of them; none where there is but one. */
function together(column: string, { columns }: ColumnContext['read']): RecordTarget[] {
  const all = valueColumns(columns);
  if (all.length < 2 || column !== all.at(-1)) return [];
  return [{ name: valuesNameOf(columns), facts: { kind: 'values', columns: all }, numbers: null }];
}
