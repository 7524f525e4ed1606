import { flagColumns, flagsNameOf } from '../../../../shared/record-parts';
import type { ColumnKind } from './define-column';

const YES = /^(1(\.0+)?|yes|true)$/i;
const NO = /^(0(\.0+)?|no|false|)$/i;

/** Whether one label fits: 1 or 0. All such columns make one target of several labels, which stands where the last of them does. */
export const flagColumn: ColumnKind = ({ column, read, file }) => ({
  look: (cell) => {
    if (YES.test(cell.trim())) return 1;
    return NO.test(cell.trim()) ? 0 : `has neither 1 nor 0 in “${column}”`;
  },
  finish: () => {
    const labels = flagColumns(read.columns);
    if (column !== labels.at(-1)) return {};
    const places = labels.map((name) => file.column(name));
    const of = (cells: readonly string[]) =>
      Int32Array.from(places.flatMap((at, label) => (YES.test((cells[at] ?? '').trim()) ? [label] : [])));
    return {
      targets: [
        {
          name: flagsNameOf(read.columns),
          facts: { kind: 'labels', labels },
          numbers: null,
          part: (_index, cells) => ({ kind: 'ids', ids: of(cells) }),
          label: (_index, cells) => Array.from(of(cells), (label) => labels[label] ?? '').join(', '),
        },
      ],
    };
  },
});
