import type { ReaderSettings } from '../../../shared/dataset';
import type { Graph } from '../../../shared/graph/document';
import { Sketch } from '../../../shared/graph/sketch';
import type { JsonObject } from '../../../shared/json';
import { seededBits } from '../epoch-order';

export const STEPS_READ: ReaderSettings = {
  reader: 'records',
  format: 'delimited',
  delimiter: '\t',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'heard', as: 'text' },
    { name: 'said', as: 'target_text' },
  ],
  bad_rows: 'skip',
};

/** Letters that are held for two to four steps each, with a breath between: what a recording is to a transcript. */
export function stretchedWords(count: number): string[] {
  const bits = seededBits(9, 'ctc', 0);
  return Array.from({ length: count }, () => {
    const word = Array.from({ length: 2 + (bits() % 4) }, () => 'abcde'[bits() % 5] ?? 'a');
    const heard = word.map((letter) => `${letter.repeat(2 + (bits() % 3))}_`).join('');
    return `${heard}\t${word.join('')}`;
  });
}

export function ctcGraph(output: JsonObject = {}, ids: JsonObject = {}): Graph {
  const s = new Sketch();
  const port = (node: string, name = 'output') => ({ node, port: name });
  s.node('text', 'TextInput', {}, {});
  s.node('steps', 'TextVectorization', { max_tokens: 12, split: 'character', standardize: 'none', ...ids }, { text: port('text', 'text') });
  const seen = s.node('seen', 'Embedding', { output_dim: 8 }, { ids: port('steps', 'ids') });
  const read = s.node('read', 'GRU', { units: 16, return_sequences: true }, { input: seen });
  s.node('said', 'CtcOutput', output, { input: read });
  return s.done({}).graph;
}
