import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReaderSettings } from '../../shared/dataset';
import type { Graph } from '../../shared/graph/document';
import type { JsonObject } from '../../shared/json';
import type { Evaluation } from '../../shared/run';
import type { TrainingSettings } from '../../shared/training';
import { seededBits } from '../engine/epoch-order';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

type Records = Extract<ReaderSettings, { reader: 'records' }>;

/** Three numbers from −1 to 1 a row. */
export function numbers(rows: number): (readonly [number, number, number])[] {
  const bits = seededBits(3, 'predictions', 0);
  const number = () => Math.round((bits() / 2 ** 32) * 2000 - 1000) / 1000;
  return Array.from({ length: rows }, () => [number(), number(), number()] as const);
}

/** What a model is to learn: the last columns of a file, after `a`, `b` and `c`. */
export interface Question {
  readonly columns: Records['columns'];
  cells(row: readonly [number, number, number]): readonly (string | number)[];
}

/** Three numbers → a hidden layer → a node that predicts. */
export const predicting = (kind: string, params: JsonObject = {}): Graph => ({
  nodes: {
    table: { kind: 'TableInput', title: null, params: {} },
    dense: { kind: 'Dense', title: null, params: { units: 16, activation: 'relu' } },
    answer: { kind, title: null, params },
  },
  wires: [
    { from: { node: 'table', port: 'columns' }, to: { node: 'dense', port: 'input' } },
    { from: { node: 'dense', port: 'output' }, to: { node: 'answer', port: 'input' } },
  ],
});

export interface Trained {
  readonly run: TestRun;
  readonly session: OpenSession;
  readonly evaluation: Evaluation;
}

/** A queued run of a graph over a question. */
export async function asked(graph: Graph, question: Question, training: Partial<TrainingSettings>): Promise<TestRun> {
  const run = await tableRun({ epochs: 30, batch_size: 20, learning_rate: 0.02, ...training }, graph);
  const dataPath = path.join(run.folder, 'rows.csv');
  const lines = numbers(300).map((row) => [...row, ...question.cells(row)].join(','));
  await writeFile(dataPath, `a,b,c,${question.columns.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`);
  const file = await readRunFile(run.runDir);
  const read: Records = {
    reader: 'records',
    format: 'delimited',
    delimiter: ',',
    header: true,
    encoding: 'utf-8',
    columns: [...['a', 'b', 'c'].map((name) => ({ name, as: 'number' as const })), ...question.columns],
    bad_rows: 'refuse',
  };
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, path: dataPath, read } });
  return { ...run, dataPath };
}

/** Trains it to its end and opens it. */
export async function trained(graph: Graph, question: Question, training: Partial<TrainingSettings>): Promise<Trained> {
  const run = await asked(graph, question, training);
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  if (end.type !== 'finished') throw new Error(JSON.stringify(end));
  const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
  return { run, session, evaluation: await session.evaluate('test') };
}

/** Every export agrees with the model. */
export async function exportAll({ run, session }: Trained): Promise<{ [format: string]: { difference: number; note: string | null } }> {
  const reports: { [format: string]: { difference: number; note: string | null } } = {};
  for (const format of ['python', 'tfjs', 'html', 'savedmodel'] as const) {
    const target = path.join(run.folder, format);
    await mkdir(target);
    const { max_difference, note } = await session.export(format, target);
    reports[format] = { difference: max_difference ?? Number.POSITIVE_INFINITY, note };
  }
  return reports;
}
