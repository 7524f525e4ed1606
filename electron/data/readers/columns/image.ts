import { partName } from '../../../../shared/graph/facts';
import type { PictureSize } from '../../dataset';
import { checkImage } from '../../image/check-image';
import { decodeImage } from '../../image/decode-image';
import { imageContent } from '../../image/image-content';
import type { ImageHeader } from '../../image/image-header';
import { pictureFacts } from '../../image/picture-facts';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';
import { type FileLook, lookAtFiles, type NamedFile, readNamed } from './named-files';

const PICTURES: FileLook<ImageHeader> = {
  what: 'picture',
  unreadable: {
    'not pictures': 'names a file that is not a picture',
    'cut off': 'names a picture that is cut off',
    'too large': 'names a picture of more than 64 megapixels',
    empty: 'names an empty file',
    'not readable': 'names a picture that cannot be read',
  },
  async check(path, size) {
    const check = await checkImage(path, size);
    return check.ok ? { ok: true, found: check.header } : check;
  },
};

/** A picture a row, by the name of its file. */
export const imageColumn: ColumnKind = ({ column, at, folder }) => {
  const named = new MetCells();
  let found: readonly NamedFile<ImageHeader>[] = [];
  return {
    look: (cell) => (cell.trim() === '' ? `has no picture in “${column}”` : named.number(cell.trim())),
    check: async () => {
      found = await lookAtFiles(folder, named.all(), PICTURES);
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
