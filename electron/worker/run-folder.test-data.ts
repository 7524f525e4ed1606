import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Graph } from '../../shared/graph/document';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../shared/training';
import { seededBits } from '../engine/epoch-order';
import { RUN_VERSION, type RunFile } from './run-file';
import { writeRunFile } from './run-folder';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The training process's bundle, built when its sources have changed. */
export async function workerBundle(): Promise<string> {
  const script = pathToFileURL(path.join(root, 'scripts', 'build.mjs')).href;
  const { build } = (await import(script)) as { build: (options: { only: string[] }) => Promise<string[]> };
  await build({ only: ['electron'] });
  return path.join(root, 'dist', 'electron', 'worker.cjs');
}

/** 120 rows of three numbers and a class that two of them decide. */
export function tableText(): string {
  const bits = seededBits(11, 'table', 0);
  const number = () => Math.round((bits() / 2 ** 32) * 2000 - 1000) / 1000;
  const rows = Array.from({ length: 120 }, () => {
    const [a, b, c] = [number(), number(), number()];
    return `${a},${b},${c},${a > 0 ? (b > 0 ? 'red' : 'green') : 'blue'}`;
  });
  return `a,b,c,colour\n${rows.join('\n')}\n`;
}

/** Table → Dense → Dropout → Classification. */
export const TABLE_GRAPH: Graph = {
  nodes: {
    table: { kind: 'TableInput', title: null, params: {} },
    dense: { kind: 'Dense', title: null, params: { units: 8, activation: 'tanh' } },
    dropout: { kind: 'Dropout', title: null, params: { rate: 0.2 } },
    colour: { kind: 'Classification', title: null, params: {} },
  },
  wires: [
    { from: { node: 'table', port: 'columns' }, to: { node: 'dense', port: 'input' } },
    { from: { node: 'dense', port: 'output' }, to: { node: 'dropout', port: 'input' } },
    { from: { node: 'dropout', port: 'output' }, to: { node: 'colour', port: 'input' } },
  ],
};

export interface TestRun {
  readonly folder: string;
  readonly runDir: string;
  readonly dataPath: string;
}

/** A run of the table graph in a new temporary folder, queued. */
export async function tableRun(training: Partial<TrainingSettings> = {}, graph: Graph = TABLE_GRAPH): Promise<TestRun> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'run-ä-'));
  const runDir = path.join(folder, 'run');
  const dataPath = path.join(folder, 'colours.csv');
  await mkdir(runDir);
  await writeFile(dataPath, tableText());
  const run: RunFile = {
    format: 'attention-studio-run',
    version: RUN_VERSION,
    id: 'test',
    projectName: 'Colours',
    created: '2026-01-01T00:00:00.000Z',
    state: 'queued',
    failure: null,
    graph: graph as RunFile['graph'],
    training: { ...DEFAULT_TRAINING, epochs: 4, batch_size: 10, learning_rate: 0.02, ...training },
    data: {
      path: dataPath,
      read: {
        reader: 'table',
        delimiter: ',',
        header: true,
        encoding: 'utf-8',
        features: ['a', 'b', 'c'],
        target: 'colour',
        task: 'classification',
      },
      split: { validation: 0.2, test: 0.2, seed: 1 },
      fingerprint: null,
      facts: null,
    },
    app: { version: '0.0.0', node: process.version, platform: process.platform },
    engine: null,
    parameters: 0,
    samples: null,
    preprocessing: null,
    evaluation: null,
  };
  await writeRunFile(runDir, run);
  return { folder, runDir, dataPath };
}
