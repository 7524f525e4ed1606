import { partName } from '../../../../shared/graph/facts';
import { nextNameOf } from '../../../../shared/record-parts';
import { readIds } from '../../records/read-ids';
import type { ColumnKind } from './define-column';
import { SEQUENCE } from './ids';

/**
 * Ids in the order in which they came. All but the last are read, and each of those asks for the one that follows: the last
 * of all is what the model has to find at the newest place.
 */
export const historyColumn: ColumnKind = ({ column, at, read }) => {
  // Rows that are left out count too: a vocabulary that is too large does no harm.
  let largest = 0;
  return {
    look: (cell) => {
      const ids = readIds(cell);
      if (!ids) return `has something else than whole numbers in “${column}”`;
      if (ids.length < 2) return `has fewer than two ids in “${column}”`;
      if (ids.includes(0)) return `has the padding id 0 in “${column}”`;
      largest = ids.reduce((a, b) => Math.max(a, b), largest);
      return ids.length * SEQUENCE + (ids.at(-1) ?? 0);
    },
    finish: (kept) => {
      const lengths = Float64Array.from(kept, (both) => Math.floor(both / SEQUENCE));
      const length = lengths.every((one) => one === lengths[0]) ? (lengths[0] ?? null) : null;
      const vocabulary = largest + 1;
      const ids = (cells: readonly string[]) => readIds(cells[at] ?? '') ?? new Int32Array();
      const before = (cells: readonly string[]) => ids(cells).subarray(0, -1);
      const history = partName(column);
      return {
        inputs: [
          {
            name: history,
            facts: { kind: 'ids', vocabulary, length: length === null ? null : length - 1 },
            part: async (cells) => ({ kind: 'ids', ids: before(cells) }),
            content: async (cells) => ({ kind: 'ids', ids: [...before(cells)] }),
          },
        ],
        targets: [
          {
            name: nextNameOf(read.columns, history),
            facts: { kind: 'items', vocabulary, history },
            numbers: kept.map((both) => both % SEQUENCE),
            part: (_index, cells) => ({ kind: 'ids', ids: ids(cells).subarray(1) }),
            label: (index) => (kept[index] ?? 0) % SEQUENCE,
          },
        ],
      };
    },
  };
};
