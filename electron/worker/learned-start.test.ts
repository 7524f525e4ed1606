import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import type { Json } from '../../shared/json';
import { CheckpointStore } from '../engine/checkpoint/store';
import { openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { PauseAfter } from './pause-after.test-data';
import { checkpointsPath, logPath, readRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';
import { textRun } from './text-run.test-data';
import { trainRun } from './train-run';

let run: TestRun | null = null;
afterEach(async () => {
  if (run) await rm(run.folder, { recursive: true, force: true });
  run = null;
});

const SLOW = 120_000;

type Chain = readonly (readonly [string, string, { readonly [name: string]: Json }])[];

/** Nodes one after the other. */
function chain(nodes: Chain): Graph {
  const IN: { readonly [kind: string]: string } = { TextVectorization: 'text', Embedding: 'ids', CategoryEncoding: 'ids' };
  const OUT: { readonly [kind: string]: string } = { TableInput: 'columns', TextInput: 'text', TextVectorization: 'ids' };
  return {
    nodes: Object.fromEntries(nodes.map(([id, kind, params]) => [id, { kind, title: null, params }])),
    wires: nodes.slice(1).map(([id, kind], i) => {
      const [before = '', from = ''] = nodes[i] ?? [];
      return { from: { node: before, port: OUT[from] ?? 'output' }, to: { node: id, port: IN[kind] ?? 'input' } };
    }),
  };
}

const TABLE: Chain = [
  ['table', 'TableInput', { standardize: false }],
  ['normal', 'Normalization', {}],
  ['dense', 'Dense', { units: 6, activation: 'tanh' }],
  ['range', 'MinMaxScaling', { low: -1, high: 1 }],
  ['bins', 'Discretization', { num_bins: 5 }],
  ['embedding', 'Embedding', { output_dim: 3, mask_zero: false }],
  ['flat', 'Flatten', {}],
  ['colour', 'Classification', {}],
];

async function newest({ runDir }: TestRun) {
  const { checkpoint } = await new CheckpointStore(checkpointsPath(runDir)).newest('step');
  if (!checkpoint) throw new Error('no checkpoint');
  return checkpoint;
}

const log = async ({ runDir }: TestRun): Promise<string> => readFile(logPath(runDir), 'utf8');

describe('a run whose nodes learn before the first step', () => {
  it.each(['eager', 'traced'] as const)(
    'learns once, keeps it in its checkpoints, and exports it: %s',
    async (step) => {
      run = await tableRun({ step, epochs: 2 }, chain(TABLE));
      const first = await trainRun(run.runDir, run.dataPath, undefined, new PauseAfter(3), () => {});
      expect(first.type).toBe('paused');
      const early = await newest(run);
      const learned = ['normal/mean', 'normal/variance', 'range/minimum', 'range/maximum', 'bins/boundaries'];
      const before = learned.map((name) => [...(early.tensors.get(name)?.data ?? [])]);
      expect(before.map((values) => values.length)).toEqual([3, 3, 6, 6, 4]);
      expect(before[4]).toEqual([...(before[4] ?? [])].sort((a, b) => a - b));

      // Other data of the same form: what was learned must not move.
      const rows = (await readFile(run.dataPath, 'utf8')).split('\n');
      await writeFile(run.dataPath, rows.map((row, i) => (i === 0 ? row : row.replace(/^-?\d/, '7'))).join('\n'));
      const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
      expect(end.type).toBe('finished');
      const late = await newest(run);
      expect(learned.map((name) => [...(late.tensors.get(name)?.data ?? [])])).toEqual(before);
      expect((await log(run)).match(/learned from/g)).toHaveLength(3);

      const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
      try {
        const { colour } = { colour: (await session.tryInput({ kind: 'row', values: { a: 0.5, b: 0.5, c: 0 } })).predictions[0] };
        expect(colour).toMatchObject({ kind: 'classes' });
        for (const format of ['tfjs', 'python', 'savedmodel'] as const) {
          const report = await session.export(format, path.join(run.folder, format));
          if (report.max_difference !== null) expect(report.max_difference).toBeLessThan(1e-4);
        }
      } finally {
        await session.close();
      }
    },
    SLOW,
  );
});

describe('a run over text', () => {
  const text = (vectorization: { [name: string]: Json }, embedding: { [name: string]: Json }): Chain => [
    ['text', 'TextInput', {}],
    ['words', 'TextVectorization', vectorization],
    ['embedding', 'Embedding', { output_dim: 4, ...embedding }],
    ['mean', 'GlobalAveragePooling1D', {}],
    ['mood', 'Classification', {}],
  ];

  it(
    'starts from word vectors, which stay as they are where they are frozen',
    async () => {
      run = await textRun({ epochs: 1 });
      const file = path.join(run.folder, 'glove.txt');
      await writeFile(file, 'word1 1 2 3 4\nword2 5 6 7 8\nother 9 9 9 9\n');
      const made = await readRunFile(run.runDir);
      const graph = chain(text({ max_tokens: 60 }, { vectors: { path: file, facts: { width: 4 } }, trainable: false }));
      await writeFile(path.join(run.runDir, 'run.json'), JSON.stringify({ ...made, graph }));
      const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
      expect(end.type).toBe('finished');
      expect(await log(run)).toContain('“embedding”: 2 of 40 words have vectors.');
      const { preprocessing } = await readRunFile(run.runDir);
      const state = preprocessing?.feeds[0]?.state;
      const row = state?.kind === 'text' ? state.vocabulary.indexOf('word2') : -1;
      const table = (await newest(run)).tensors.get('embedding/embeddings')?.data ?? [];
      expect([...table.slice(4 * row, 4 * row + 4)]).toEqual([5, 6, 7, 8]);
      // Nothing needs the file any more.
      await rm(file);
      const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
      await session.export('python', path.join(run.folder, 'python'));
      await session.close();
    },
    SLOW,
  );

  it.each([
    ['pieces learned from it', { split: 'bpe', max_tokens: 300 }],
    ['a pretrained tokenizer', { split: 'file' }],
  ])(
    'is split into %s, and exported with what splits it',
    async (_what, vectorization) => {
      run = await textRun({ epochs: 1 });
      const file = path.join(run.folder, 'tokenizer.json');
      const golden = await readFile(new URL('../../shared/text/golden/bert-uncased.json', import.meta.url), 'utf8');
      await writeFile(file, JSON.stringify((JSON.parse(golden) as { tokenizer: unknown }).tokenizer));
      const made = await readRunFile(run.runDir);
      const params: { [name: string]: Json } =
        vectorization.split === 'file' ? { ...vectorization, tokenizer: { path: file, facts: { ids: 220 } } } : { ...vectorization };
      await writeFile(path.join(run.runDir, 'run.json'), JSON.stringify({ ...made, graph: chain(text(params, {})) }));
      const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
      expect(end).toMatchObject({ type: 'finished' });
      await rm(file);
      const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
      try {
        const { seen } = await session.tryInput({ kind: 'text', text: 'word7 word9' });
        expect(seen?.kind === 'text' ? seen.text.length : 0).toBeGreaterThan(8);
        for (const format of ['tfjs', 'python'] as const) {
          const report = await session.export(format, path.join(run.folder, format));
          if (report.max_difference !== null) expect(report.max_difference).toBeLessThan(1e-4);
        }
        const written = await readFile(path.join(run.folder, 'python', 'preprocessing.json'), 'utf8');
        expect(written).not.toContain(run.folder);
      } finally {
        await session.close();
      }
    },
    SLOW,
  );
});
