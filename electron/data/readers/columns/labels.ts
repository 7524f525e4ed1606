import { partName } from '../../../../shared/graph/facts';
import { readLabels } from '../../../../shared/read-labels';
import { sortLabels } from '../../sort-labels';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';

/** Any number of labels to predict, several in a cell; an empty cell says that none fits. */
export const labelsColumn: ColumnKind = ({ column }) => {
  const met = new MetCells();
  return {
    look: (cell) => met.number(cell.trim()),
    finish: (kept) => {
      // Labels of rows that were left out are none.
      const used = new Set(kept);
      const cells = met.all().map((cell, number) => (used.has(number) ? readLabels(cell) : []));
      const labels = sortLabels([...new Set(cells.flat())]);
      const place = new Map(labels.map((label, at) => [label, at]));
      const sets = cells.map((cell) => Int32Array.from(cell, (label) => place.get(label) ?? 0).sort());
      const of = (index: number) => sets[kept[index] ?? 0] ?? new Int32Array();
      return {
        targets: [
          {
            name: partName(column),
            facts: { kind: 'labels', labels },
            numbers: null,
            part: (index) => ({ kind: 'ids', ids: of(index) }),
            label: (index) => Array.from(of(index), (id) => labels[id] ?? '').join(', '),
          },
        ],
      };
    },
  };
};
