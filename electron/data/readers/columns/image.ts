import { partName } from '../../../../shared/graph/facts';
import type { PictureSize } from '../../dataset';
import { decodeImage } from '../../image/decode-image';
import { imageContent } from '../../image/image-content';
import { pictureFacts } from '../../image/picture-facts';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';
import { readNamed } from './named-files';
import { lookAtPictures, type NamedPicture } from './record-pictures';

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
        return picture?.ok ? [picture.found] : [];
      });
      const part = async (cells: readonly string[], need?: PictureSize) => {
        const cell = cells[at] ?? '';
        return decodeImage(await readNamed(folder, cell), cell, need);
      };
      const content = async (cells: readonly string[]) => imageContent(await part(cells, { width: 512, height: 512 }));
      return {
        inputs: [{ name: partName(column), facts: pictureFacts(headers), part, content }],
        stamps: found.flatMap((picture) => (picture.ok ? [picture.stamp] : [])),
      };
    },
  };
};
