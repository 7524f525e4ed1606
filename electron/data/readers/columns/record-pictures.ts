import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { FileStamp } from '../../fingerprint';
import { checkImage } from '../../image/check-image';
import type { ImageHeader } from '../../image/image-header';
import { mapConcurrently } from '../../map-concurrently';

const AT_ONCE = 32;

/** A picture that a row names: where it lies and how it looks, or what is wrong with it. */
export type NamedPicture =
  | { readonly ok: true; readonly stamp: FileStamp; readonly header: ImageHeader }
  /** Completes “Line 7 …”: `names a picture that is not there`. */
  | { readonly ok: false; readonly reason: string };

const OUTSIDE = 'names a picture outside the folder of the file';
const UNREADABLE: { readonly [reason: string]: string } = {
  'not pictures': 'names a file that is not a picture',
  'cut off': 'names a picture that is cut off',
  'too large': 'names a picture of more than 64 megapixels',
  empty: 'names an empty file',
  'not readable': 'names a picture that cannot be read',
};

/** The path below a folder that a cell names; null where it leads out of it. Files of Windows write `\`. */
export function pathInside(cell: string): string | null {
  const path = normalize(cell.trim().replaceAll('\\', '/'));
  if (isAbsolute(path) || /^[a-z]:/i.test(path) || path === '..' || path.startsWith(`..${sep}`) || path.includes('\0')) return null;
  return path;
}

/** Looks at the pictures that rows name, without decoding them. Nothing outside of `folder` is looked at, links included. */
export async function lookAtPictures(folder: string, cells: readonly string[]): Promise<NamedPicture[]> {
  const root = await realpath(folder);
  return mapConcurrently(cells, AT_ONCE, async (cell): Promise<NamedPicture> => {
    const inside = pathInside(cell);
    if (inside === null) return { ok: false, reason: OUTSIDE };
    const path = join(folder, inside);
    const real = await realpath(path).catch(() => null);
    if (real === null) return { ok: false, reason: 'names a picture that is not there' };
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return { ok: false, reason: OUTSIDE };
    const info = await stat(real);
    if (!info.isFile()) return { ok: false, reason: 'names a folder, not a picture' };
    const check = await checkImage(real, info.size);
    if (!check.ok) return { ok: false, reason: UNREADABLE[check.reason] ?? check.reason };
    return {
      ok: true,
      header: check.header,
      stamp: { name: inside.replaceAll(sep, '/'), path: real, size: info.size, changed: info.mtimeMs },
    };
  });
}
