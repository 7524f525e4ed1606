import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { detectEncoding, encodingNamed } from '../records/encoding';

/** Bytes of a text that is tried. */
export const LARGEST_TEXT = 2 ** 20;

/** @throws StudioError where it is no file, or larger than `limit` bytes */
export async function refuseLarge(path: string, limit: number): Promise<void> {
  const info = await stat(path).catch((error: unknown) => {
    throw new StudioError(`${path} cannot be read.`, { received: error instanceof Error ? error.message : String(error) });
  });
  if (!info.isFile()) throw new StudioError(`${path} is not a file.`);
  if (info.size > limit) {
    throw new StudioError(`${basename(path)} is too large.`, {
      expected: `up to ${limit / 2 ** 20} MB`,
      received: `${Math.round(info.size / 2 ** 20)} MB`,
    });
  }
}

/** The whole text of a file, in whatever encoding it seems to have. */
export async function textFile(path: string): Promise<string> {
  await refuseLarge(path, LARGEST_TEXT);
  const handle = await open(path, 'r');
  try {
    const bytes = await handle.readFile();
    const encoding = encodingNamed(detectEncoding(bytes, true), bytes);
    return encoding.decode(bytes.subarray(encoding.mark)).trim();
  } finally {
    await handle.close();
  }
}
