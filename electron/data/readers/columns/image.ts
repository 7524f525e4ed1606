import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partName } from '../../../../shared/graph/facts';
import { StudioError } from '../../../../shared/studio-error';
import type { PictureSize } from '../../dataset';
import { decodeImage } from '../../image/decode-image';
import { imageContent } from '../../image/image-content';
import { pictureFacts } from '../../image/picture-facts';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';
import { lookAtPictures, type NamedPicture, pathInside } from './record-pictures';

/** A picture a row, by the name of its file. */
export const imageColumn: ColumnKind = ({ column, at, folder }) => {
  const named = new MetCells();
  let found: readonly NamedPicture[] = [];
  return {
    look: (cell) => (cell.trim() === '' ? `has no picture in “${column}”` : named.number(cell.trim())),
    check: async () => {
      found = await lookAtPictures(folder, named.all());
      return (kept) => {
        const picture = found[kept];
        return picture && !picture.ok ? `${picture.reason} in “${column}”` : null;
      };
    },
    finish: (kept) => {
      const headers = Array.from(kept).flatMap((number) => {
        const picture = found[number];
        return picture?.ok ? [picture.header] : [];
      });
      const part = (cells: readonly string[], need?: PictureSize) => pictureAt(folder, cells[at] ?? '', need);
      const content = async (cells: readonly string[]) => imageContent(await part(cells, { width: 512, height: 512 }));
      return {
        inputs: [{ name: partName(column), facts: pictureFacts(headers), part, content }],
        stamps: found.flatMap((picture) => (picture.ok ? [picture.stamp] : [])),
      };
    },
  };
};

async function pictureAt(folder: string, cell: string, need?: PictureSize) {
  const inside = pathInside(cell);
  if (inside === null) throw new StudioError(`${cell} lies outside the folder of the data.`);
  const bytes = await readFile(join(folder, inside)).catch((error: unknown) => {
    throw new StudioError(`${cell} cannot be read.`, {
      received: error instanceof Error ? error.message : String(error),
      advice: 'The file was there when the data was opened: open the data again.',
    });
  });
  return decodeImage(bytes, cell, need);
}
