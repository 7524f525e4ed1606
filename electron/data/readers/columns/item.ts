import { partName } from '../../../../shared/graph/facts';
import type { ColumnKind } from './define-column';

/** One item of many to predict, by its id. */
export const itemColumn: ColumnKind = ({ column }) => ({
  look: (cell) => {
    const id = Number(cell.trim());
    return cell.trim() !== '' && Number.isInteger(id) && id > 0 && id < 2 ** 26 ? id : `has no id of at least 1 in “${column}”`;
  },
  finish: (numbers) => ({
    targets: [
      {
        name: partName(column),
        facts: { kind: 'items', vocabulary: numbers.reduce((a, b) => Math.max(a, b), 0) + 1, history: null },
        numbers,
        label: (index) => numbers[index] ?? 0,
      },
    ],
  }),
});
