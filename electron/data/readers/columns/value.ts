import { partName } from '../../../../shared/graph/facts';
import { readNumber } from '../../records/delimited';
import type { ColumnKind } from './define-column';

/** A number to predict. */
export const valueColumn: ColumnKind = ({ column, read }) => ({
  look: (cell) => readNumber(cell, read.delimiter) ?? `has no number in “${column}”`,
  finish: (numbers) => ({
    targets: [{ name: partName(column), facts: { kind: 'value', column }, numbers, label: (index) => numbers[index] ?? 0 }],
  }),
});
