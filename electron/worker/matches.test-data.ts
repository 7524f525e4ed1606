import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReaderSettings } from '../../shared/dataset';
import type { Graph, Wire } from '../../shared/graph/document';
import type { JsonObject } from '../../shared/json';
import type { TrainingSettings } from '../../shared/training';
import { seededBits } from '../engine/epoch-order';
import { readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';

type Columns = Extract<ReaderSettings, { reader: 'records' }>['columns'];

const node = (kind: string, params: JsonObject = {}) => ({ kind, title: null, params });

/** `a.out > b.in` */
export function wires(...list: readonly string[]): Wire[] {
  return list.map((line) => {
    const [from = '', to = ''] = line.split(' > ');
    const [a = '', b = ''] = from.split('.');
    const [c = '', d = ''] = to.split('.');
    return { from: { node: a, port: b }, to: { node: c, port: d } };
  });
}

/** A queued run over rows of a file whose columns are typed. */
export async function recordsRun(
  graph: Graph,
  columns: Columns,
  rows: readonly string[],
  training: Partial<TrainingSettings>,
): Promise<TestRun> {
  const run = await tableRun({ batch_size: 16, learning_rate: 0.01, epochs: 8, ...training }, graph);
  const dataPath = path.join(run.folder, 'rows.csv');
  await mkdir(path.dirname(dataPath), { recursive: true });
  await writeFile(dataPath, `${columns.map(({ name }) => name).join(',')}\n${rows.join('\n')}\n`);
  const file = await readRunFile(run.runDir);
  const read: ReaderSettings = {
    reader: 'records',
    format: 'delimited',
    delimiter: ',',
    header: true,
    encoding: 'utf-8',
    columns,
    bad_rows: 'refuse',
  };
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, path: dataPath, read } });
  return { ...run, dataPath };
}

const GROUPS = 6;
const EACH = 4;

/** Two sequences of ids a row: each of one group of four ids, the same group in half of the rows. */
export const PAIR_COLUMNS: Columns = [
  { name: 'one', as: 'ids' },
  { name: 'other', as: 'ids' },
  { name: 'same', as: 'class' },
];

export function pairRows(count = 240): string[] {
  const bits = seededBits(17, 'pairs', 0);
  const below = (end: number) => bits() % end;
  const sequence = (group: number) => Array.from({ length: 4 }, () => 1 + group * EACH + below(EACH)).join(' ');
  return Array.from({ length: count }, (_, at) => {
    const group = below(GROUPS);
    const same = at % 2 === 0;
    return `${sequence(group)},${sequence(same ? group : (group + 1 + below(GROUPS - 1)) % GROUPS)},${same ? 'yes' : 'no'}`;
  });
}

/** Two inputs through one tower, and whether they are the same. */
export const pairGraph = (params: JsonObject = {}): Graph => ({
  nodes: {
    one: node('SequenceInput', { source: 'one' }),
    other: node('SequenceInput', { source: 'other' }),
    vectors: node('Embedding', { output_dim: 8, mask_zero: false }),
    vectors_1: node('Embedding', { output_dim: 8, mask_zero: false, shares_weights_with: 'vectors' }),
    mean: node('GlobalAveragePooling1D'),
    mean_1: node('GlobalAveragePooling1D'),
    dense: node('Dense', { units: 8 }),
    dense_1: node('Dense', { units: 8, shares_weights_with: 'dense' }),
    same: node('Verification', params),
  },
  wires: wires(
    'one.ids > vectors.ids',
    'other.ids > vectors_1.ids',
    'vectors.output > mean.input',
    'vectors_1.output > mean_1.input',
    'mean.output > dense.input',
    'mean_1.output > dense_1.input',
    'dense.output > same.first',
    'dense_1.output > same.second',
  ),
});

const ITEMS = 12;

/** Histories in which every item is followed by the one that is two further, round a circle of twelve. */
export const HISTORY_COLUMNS: Columns = [{ name: 'history', as: 'history' }];

export function historyRows(count = 160): string[] {
  const bits = seededBits(19, 'histories', 0);
  return Array.from({ length: count }, () => {
    const [start, length] = [bits() % ITEMS, 3 + (bits() % 4)];
    return Array.from({ length }, (_, at) => 1 + ((start + 2 * at) % ITEMS)).join(' ');
  });
}

/** A recurrent layer over the history, asked at every place. */
export const historyGraph = (params: JsonObject = {}): Graph => ({
  nodes: {
    history: node('SequenceInput', { maxlen: 5, padding: 'pre', truncating: 'pre' }),
    vectors: node('Embedding', { output_dim: 12, mask_zero: true }),
    gru: node('GRU', { units: 12, return_sequences: true }),
    next: node('NextItem', params),
  },
  wires: wires('history.ids > vectors.ids', 'vectors.output > gru.input', 'gru.output > next.input'),
});
