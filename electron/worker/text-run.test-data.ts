import { writeFile } from 'node:fs/promises';
import type { Graph } from '../../shared/graph/document';
import type { TrainingSettings } from '../../shared/training';
import { readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';

const LSTM_GRAPH: Graph = {
  nodes: {
    text: { kind: 'TextInput', title: null, params: {} },
    words: { kind: 'TextVectorization', title: null, params: { max_tokens: 60 } },
    embedding: { kind: 'Embedding', title: null, params: { output_dim: 6 } },
    dropout: { kind: 'Dropout', title: null, params: { rate: 0.3 } },
    lstm: { kind: 'LSTM', title: null, params: { units: 5, return_sequences: true, bidirectional: true } },
    look: { kind: 'MultiHeadAttention', title: null, params: { num_heads: 2, key_dim: 3, dropout: 0.1 } },
    mean: { kind: 'GlobalAveragePooling1D', title: null, params: {} },
    mood: { kind: 'Classification', title: null, params: {} },
  },
  wires: [
    { from: { node: 'text', port: 'text' }, to: { node: 'words', port: 'text' } },
    { from: { node: 'words', port: 'ids' }, to: { node: 'embedding', port: 'ids' } },
    { from: { node: 'embedding', port: 'output' }, to: { node: 'dropout', port: 'input' } },
    { from: { node: 'dropout', port: 'output' }, to: { node: 'lstm', port: 'input' } },
    { from: { node: 'lstm', port: 'output' }, to: { node: 'look', port: 'query' } },
    { from: { node: 'look', port: 'output' }, to: { node: 'mean', port: 'input' } },
    { from: { node: 'mean', port: 'output' }, to: { node: 'mood', port: 'input' } },
  ],
};

/** A queued run of masked words, attention and dropout over sentences of different lengths, so that batches are padded differently. */
export async function textRun(training: Partial<TrainingSettings> = {}, graph: Graph = LSTM_GRAPH): Promise<TestRun> {
  const run = await tableRun({ epochs: 2, ...training }, graph);
  const lines = Array.from({ length: 70 }, (_, i) => {
    const words = Array.from({ length: 1 + ((i * 7) % 9) }, (_w, at) => `word${(i * 3 + at * 5) % 40}`);
    return `${words.join(' ')}\t${i % 2}`;
  });
  await writeFile(run.dataPath, `${lines.join('\n')}\n`);
  const file = await readRunFile(run.runDir);
  const read = { reader: 'text', format: 'delimited', delimiter: '\t', header: false, encoding: 'utf-8', text: '1', label: '2' } as const;
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, read } });
  return run;
}
