import { stat } from 'node:fs/promises';
import type { FileLook } from '../../shared/graph/params';

const MOST = 16;
const known = new Map<string, { readonly size: number; readonly changed: number; readonly look: FileLook }>();

/** What a look into a large file found, asked once as long as the file stays as it is: an inspector looks whenever it opens. */
export async function lookOnce(key: string, path: string, look: () => Promise<FileLook>): Promise<FileLook> {
  const info = await stat(path).catch(() => null);
  const before = known.get(key);
  if (info && before && before.size === info.size && before.changed === info.mtimeMs) return before.look;
  const found = await look();
  if (!info) return found;
  known.delete(key);
  known.set(key, { size: info.size, changed: info.mtimeMs, look: found });
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break;
    known.delete(oldest);
  }
  return found;
}
