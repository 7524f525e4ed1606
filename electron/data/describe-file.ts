import type { FileLook, FileRead } from '../../shared/graph/params';
import { importerOf } from '../importers/importers';
import { describeVgg16Weights } from '../importers/vgg16-weights';
import { lookOnce } from './look-cache';
import { readTokenizerFile } from './read-tokenizer-file';
import { idCount } from './text-ids';
import { vectorFacts } from './word-vectors';

/** What shapes depend on in a file that a node's parameter names. Rejects with a StudioError where it cannot be read as that. */
export async function describeFile(path: string, read: FileRead): Promise<FileLook> {
  switch (read) {
    case 'tokenizer':
      return { facts: { ids: idCount((await readTokenizerFile(path)).tokenizer) } };
    case 'vectors':
      return { facts: await vectorFacts(path) };
    case 'model':
      return lookOnce(`${read} ${path}`, path, async () => (await importerOf(path)).describe(path));
    case 'model-weights':
      return lookOnce(`${read} ${path}`, path, () => describeVgg16Weights(path));
  }
}
