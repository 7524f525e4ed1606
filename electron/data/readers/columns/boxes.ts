import { partName } from '../../../../shared/graph/facts';
import { StudioError } from '../../../../shared/studio-error';
import { type BoxedSample, boxSamples, wrongOn } from '../../boxes/named-box';
import { readBoxes } from '../../records/read-boxes';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';
import { lookAtPictures, type NamedPicture } from './record-pictures';

/** Boxes to find on the row's picture, in its pixels. */
export const boxesColumn: ColumnKind = ({ column, read, file, folder }) => {
  const [on] = read.columns.filter(({ as }) => as === 'image');
  if (!on) {
    throw new StudioError(`“${column}” holds boxes, and no column holds the pictures that they lie on.`, {
      expected: 'a column of picture files',
      received: 'none',
      advice: 'Say in the data panel which column names the pictures.',
    });
  }
  const named = new MetCells();
  const picturesAt = file.column(on.name);
  const rows: { readonly picture: number; readonly boxes: Exclude<ReturnType<typeof readBoxes>, string> }[] = [];
  let pictures: readonly NamedPicture[] = [];
  const sample = (kept: number): BoxedSample | null => {
    const row = rows[kept];
    const picture = row && pictures[row.picture];
    return picture?.ok ? { picture: picture.found, boxes: row?.boxes ?? [] } : null;
  };
  return {
    look: (cell, cells) => {
      const boxes = readBoxes(cell);
      if (typeof boxes === 'string') return `has ${boxes} in “${column}”`;
      return rows.push({ picture: named.number((cells[picturesAt] ?? '').trim()), boxes }) - 1;
    },
    check: async () => {
      pictures = await lookAtPictures(folder, named.all());
      return (kept) => {
        const found = sample(kept);
        // A picture that cannot be read is said by its own column.
        const wrong = found?.boxes.map((box) => wrongOn(box, found.picture)).find((reason) => reason !== null) ?? null;
        return wrong === null ? null : `has ${wrong} in “${column}”`;
      };
    },
    finish: (kept) => {
      const found = boxSamples(
        Array.from(kept).flatMap((number) => sample(number) ?? []),
        partName(on.name),
      );
      if (found.facts.boxes === 0) {
        throw new StudioError(`“${column}” holds no boxes at all.`, {
          expected: 'boxes in some of the pictures',
          received: 'none',
          advice: 'Choose another column in the data panel.',
        });
      }
      const { facts, part, label, shown } = found;
      return { targets: [{ name: partName(column), facts, numbers: null, part, label, shown }] };
    },
  };
};
