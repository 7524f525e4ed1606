import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { StudioError } from '../../shared/studio-error';
import { readTokenizer, type Tokenizer } from '../../shared/text/read-tokenizer';
import { cannotRead } from './cannot-read';

/** Larger than any that is published; a data set that was taken for one would fill the memory. */
const MOST_BYTES = 100_000_000;

export interface TokenizerFile {
  readonly tokenizer: Tokenizer;
  /** As it stands in the file. */
  readonly json: string;
  readonly sha256: string;
}

/** Rejects with a StudioError that names the file. */
export async function readTokenizerFile(path: string): Promise<TokenizerFile> {
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      throw new StudioError('This file is too large for a tokenizer.', {
        expected: `a tokenizer.json of at most ${MOST_BYTES / 1e6} MB`,
        received: `${Math.round(size / 1e6)} MB: ${path}`,
      });
    }
    bytes = await readFile(path);
  } catch (error) {
    throw cannotRead(error, path, 'the tokenizer');
  }
  const json = bytes.toString('utf8');
  return { tokenizer: readTokenizer(json), json, sha256: createHash('sha256').update(bytes).digest('hex') };
}
