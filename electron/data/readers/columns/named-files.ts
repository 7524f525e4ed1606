import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { StudioError } from '../../../../shared/studio-error';
import type { FileStamp } from '../../fingerprint';
import { mapConcurrently } from '../../map-concurrently';

const AT_ONCE = 32;

/** A file that a row names: where it lies and what a look at it told, or what is wrong with it. */
export type NamedFile<T> =
  | { readonly ok: true; readonly stamp: FileStamp; readonly found: T }
  /** Completes “Line 7 …”: `names a picture that is not there`. */
  | { readonly ok: false; readonly reason: string };

/** How the files of a column are looked at. */
export interface FileLook<T> {
  /** `picture` */
  readonly what: string;
  /** By reason of `check`, to complete “Line 7 …”. */
  readonly unreadable: { readonly [reason: string]: string };
  check(path: string, size: number): Promise<{ readonly ok: true; readonly found: T } | { readonly ok: false; readonly reason: string }>;
}

/** The path below a folder that a cell names; null where it leads out of it. Files of Windows write `\`. */
export function pathInside(cell: string): string | null {
  const path = normalize(cell.trim().replaceAll('\\', '/'));
  if (isAbsolute(path) || /^[a-z]:/i.test(path) || path === '..' || path.startsWith(`..${sep}`) || path.includes('\0')) return null;
  return path;
}

/** Looks at the files that rows name, without decoding them. Nothing outside of `folder` is looked at, links included. */
export async function lookAtFiles<T>(folder: string, cells: readonly string[], look: FileLook<T>): Promise<NamedFile<T>[]> {
  const root = await realpath(folder);
  const outside = `names a ${look.what} outside the folder of the file`;
  return mapConcurrently(cells, AT_ONCE, async (cell): Promise<NamedFile<T>> => {
    const inside = pathInside(cell);
    if (inside === null) return { ok: false, reason: outside };
    const path = join(folder, inside);
    const real = await realpath(path).catch(() => null);
    if (real === null) return { ok: false, reason: `names a ${look.what} that is not there` };
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return { ok: false, reason: outside };
    const info = await stat(real);
    if (!info.isFile()) return { ok: false, reason: `names a folder, not a ${look.what}` };
    const check = await look.check(real, info.size);
    if (!check.ok) return { ok: false, reason: look.unreadable[check.reason] ?? check.reason };
    return {
      ok: true,
      found: check.found,
      stamp: { name: inside.replaceAll(sep, '/'), path: real, size: info.size, changed: info.mtimeMs },
    };
  });
}

/** The bytes of a file that a cell names. @throws StudioError where it is no longer there */
export async function readNamed(folder: string, cell: string): Promise<Buffer> {
  const inside = pathInside(cell);
  if (inside === null) throw new StudioError(`${cell} lies outside the folder of the data.`);
  return readFile(join(folder, inside)).catch((error: unknown) => {
    throw new StudioError(`${cell} cannot be read.`, {
      received: error instanceof Error ? error.message : String(error),
      advice: 'The file was there when the data was opened: open the data again.',
    });
  });
}
