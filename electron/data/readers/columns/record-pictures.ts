import { checkImage } from '../../image/check-image';
import type { ImageHeader } from '../../image/image-header';
import { type FileLook, lookAtFiles, type NamedFile } from './named-files';

/** A picture that a row names, and its header. */
export type NamedPicture = NamedFile<ImageHeader>;

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

/** Looks at the pictures that rows name, without decoding them. */
export function lookAtPictures(folder: string, cells: readonly string[]): Promise<NamedPicture[]> {
  return lookAtFiles(folder, cells, PICTURES);
}
