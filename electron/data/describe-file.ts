import type { FileRead, FileValue } from '../../shared/graph/params';
import { readTokenizerFile } from './read-tokenizer-file';
import { idCount } from './text-ids';
import { vectorFacts } from './word-vectors';

/** What shapes depend on in a file that a node's parameter names. Rejects with a StudioError where it cannot be read as that. */
export async function describeFile(path: string, read: FileRead): Promise<FileValue['facts']> {
  switch (read) {
    case 'tokenizer':
      return { ids: idCount((await readTokenizerFile(path)).tokenizer) };
    case 'vectors':
      return vectorFacts(path);
  }
}
