import { partName } from '../../../../shared/graph/facts';
import type { ColumnKind } from './define-column';

/** A text a row. */
export const textColumn: ColumnKind = ({ column, at }) => ({
  look: (cell) => (cell.trim() === '' ? `has no text in “${column}”` : 0),
  finish: () => {
    const content = async (cells: readonly string[]) => ({ kind: 'text', text: cells[at] ?? '' }) as const;
    return { inputs: [{ name: partName(column), facts: { kind: 'text' }, part: content, content }] };
  },
});
