import { partName } from '../../../../shared/graph/facts';
import { readIds } from '../../records/read-ids';
import { sortLabels } from '../../sort-labels';
import type { ColumnContext, ColumnKind } from './define-column';
import { MetCells } from './met-cells';

const words = (cell: string): string[] => cell.split(/\s+/).filter((word) => word !== '');

/** What the tags of a row belong to: the row's text, or its ids. */
function tagged({ read, file }: ColumnContext): readonly { readonly count: (cells: readonly string[]) => number; readonly name: string }[] {
  return read.columns.flatMap(({ name, as }) => {
    const at = file.column(name);
    if (as === 'text') return [{ name, count: (cells: readonly string[]) => words(cells[at] ?? '').length }];
    if (as === 'ids') return [{ name, count: (cells: readonly string[]) => readIds(cells[at] ?? '')?.length ?? 0 }];
    return [];
  });
}

/** A tag a word of the text (or an id of the ids) of the same row. */
export const tagsColumn: ColumnKind = (context) => {
  const { column } = context;
  const met = new MetCells();
  const texts = tagged(context);
  return {
    look: (cell, cells) => {
      const tags = words(cell);
      if (tags.length === 0) return `has no tags in “${column}”`;
      const counts = texts.map(({ name, count }) => ({ name, count: count(cells) }));
      const [first] = counts;
      // Of several texts it may belong to any.
      if (first && !counts.some(({ count }) => count === tags.length)) {
        return `has ${tags.length} tags in “${column}” and ${first.count} words in “${first.name}”`;
      }
      return met.number(tags.join(' '));
    },
    finish: (kept) => {
      // Tags of rows that were left out are none.
      const used = new Set(kept);
      const rows = met.all().map((cell, number) => (used.has(number) ? words(cell) : []));
      const labels = sortLabels([...new Set(rows.flat())]);
      const place = new Map(labels.map((label, at) => [label, at]));
      const of = (index: number) => rows[kept[index] ?? 0] ?? [];
      return {
        targets: [
          {
            name: partName(column),
            facts: { kind: 'tags', labels },
            numbers: null,
            part: (index) => ({ kind: 'ids', ids: Int32Array.from(of(index), (label) => place.get(label) ?? 0) }),
            label: (index) => of(index).join(' '),
          },
        ],
      };
    },
  };
};
