import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Up to this size, content is hashed, so that a copy or a fresh clone of a data set is known as the same. */
const CONTENT_LIMIT = 32 * 2 ** 20;

export interface FileStamp {
  /** Relative to the data set, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly size: number;
  /** In milliseconds. */
  readonly changed: number;
}

/** SHA-256, in hex, over the content of up to 16 small files, else over names, sizes and times. */
export async function fingerprint(files: readonly FileStamp[]): Promise<string> {
  const hash = createHash('sha256');
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  const byContent = files.length <= 16 && bytes <= CONTENT_LIMIT;
  for (const file of files) {
    if (!byContent) {
      hash.update(`${file.name}\0${file.size}\0${Math.round(file.changed)}\n`);
      continue;
    }
    hash.update(`${file.name}\0${file.size}\n`);
    for await (const chunk of createReadStream(file.path)) hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
