import type { ReaderSettings } from '../../../shared/dataset';
import type { Graph } from '../../../shared/graph/document';
import { Sketch } from '../../../shared/graph/sketch';
import type { JsonObject } from '../../../shared/json';
import { seededBits } from '../epoch-order';

export const TAGS_READ: ReaderSettings = {
  reader: 'records',
  format: 'delimited',
  delimiter: '\t',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'sentence', as: 'text' },
    { name: 'kinds', as: 'tags' },
  ],
  bad_rows: 'skip',
};

/** What a word is told by itself, but for “light”, which its neighbour decides. */
const WORDS = {
  DET: ['the', 'a', 'every'],
  ADJ: ['old', 'red', 'light'],
  NOUN: ['lamp', 'boat', 'light', 'dog'],
  VERB: ['sees', 'takes', 'finds'],
} as const;

export function taggedSentences(count: number): string[] {
  const bits = seededBits(5, 'tags', 0);
  const one = <T>(of: readonly T[]): T => of[bits() % of.length] as T;
  return Array.from({ length: count }, () => {
    const tags = [
      ['DET', 'NOUN', 'VERB', 'DET', 'NOUN'],
      ['DET', 'ADJ', 'NOUN', 'VERB'],
      ['DET', 'ADJ', 'NOUN', 'VERB', 'DET', 'ADJ', 'NOUN'],
    ] as const;
    const shape = one(tags);
    return `${shape.map((tag) => one<string>(WORDS[tag])).join(' ')}\t${shape.join(' ')}`;
  });
}

export function taggerGraph(words: JsonObject = {}, output: JsonObject = {}): Graph {
  const s = new Sketch();
  const port = (node: string, name = 'output') => ({ node, port: name });
  s.node('text', 'TextInput', {}, {});
  s.node('ids', 'TextVectorization', { max_tokens: 40, ...words }, { text: port('text', 'text') });
  const meaning = s.node('meaning', 'Embedding', { output_dim: 8 }, { ids: port('ids', 'ids') });
  const read = s.node('read', 'LSTM', { units: 8, return_sequences: true, bidirectional: true }, { input: meaning });
  s.node('kinds', 'SequenceTagging', output, { input: read });
  return s.done({}).graph;
}
