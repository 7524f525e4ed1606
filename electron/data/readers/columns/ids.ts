import { partName } from '../../../../shared/graph/facts';
import { readIds } from '../../records/read-ids';
import type { ColumnKind } from './define-column';

/** The id 0 in a cell of ids. */
const HAS_ZERO = /(^|[\s,[])0+([\s,\]]|$)/;

/** Above the largest id that is read: length and largest id of a sequence in one number. */
export const SEQUENCE = 2 ** 27;

/** A sequence of whole numbers a row. */
export const idsColumn: ColumnKind = ({ column, at }) => {
  // 0 is the id that pads.
  let withZero = false;
  return {
    look: (cell) => {
      if (HAS_ZERO.test(cell)) withZero = true;
      const ids = readIds(cell);
      if (!ids) return `has something else than whole numbers in “${column}”`;
      return ids.length === 0 ? `has no ids in “${column}”` : ids.length * SEQUENCE + ids.reduce((a, b) => Math.max(a, b), 0);
    },
    finish: (kept) => {
      const { largest, length } = sequenceFacts(kept);
      const ids = (cells: readonly string[]) => readIds(cells[at] ?? '') ?? new Int32Array();
      return {
        inputs: [
          {
            name: partName(column),
            facts: { kind: 'ids', vocabulary: Math.max(2, largest + 1), length },
            part: async (cells) => ({ kind: 'ids', ids: ids(cells) }),
            content: async (cells) => ({ kind: 'ids', ids: [...ids(cells)] }),
          },
        ],
        warnings: withZero ? [`“${column}” holds the id 0, which stands for padding: a model that masks it does not see it.`] : [],
      };
    },
  };
};

function sequenceFacts(packed: Float64Array): { readonly largest: number; readonly length: number | null } {
  let largest = 0;
  const first = Math.floor((packed[0] ?? 0) / SEQUENCE);
  let length: number | null = first;
  for (const both of packed) {
    largest = Math.max(largest, both % SEQUENCE);
    if (Math.floor(both / SEQUENCE) !== first) length = null;
  }
  return { largest, length };
}
