import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph, Wire } from '../../../shared/graph/document';
import type { RunFile } from '../../worker/run-file';
import { readRunFile, writeRunFile } from '../../worker/run-folder';
import { type TestRun, tableRun } from '../../worker/run-folder.test-data';
import { trainRun } from '../../worker/train-run';
import { TrainControl } from '../train-control';
import { type OpenSession, openSession } from './open-session';

const wire = (from: string, to: string): Wire => {
  const [a = '', b = ''] = from.split('.');
  const [c = '', d = ''] = to.split('.');
  return { from: { node: a, port: b }, to: { node: c, port: d } };
};

/** Words → embedding → self-attention → mean → classes. */
const TEXT_GRAPH: Graph = {
  nodes: {
    text: { kind: 'TextInput', title: null, params: {} },
    words: { kind: 'TextVectorization', title: null, params: { max_tokens: 50, output_sequence_length: 6 } },
    embedding: { kind: 'Embedding', title: null, params: { output_dim: 8 } },
    look: { kind: 'MultiHeadAttention', title: 'Look around', params: { num_heads: 2, key_dim: 4 } },
    mean: { kind: 'GlobalAveragePooling1D', title: null, params: {} },
    mood: { kind: 'Classification', title: null, params: {} },
  },
  wires: [
    wire('text.text', 'words.text'),
    wire('words.ids', 'embedding.ids'),
    wire('embedding.output', 'look.query'),
    wire('look.output', 'mean.input'),
    wire('mean.output', 'mood.input'),
  ],
};

let folder: string;
const opened: OpenSession[] = [];

async function trained(run: TestRun): Promise<{ run: RunFile; session: OpenSession }> {
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  if (end.type === 'failed') throw new Error(end.failure.message);
  const file = await readRunFile(run.runDir);
  const session = await openSession(file, run.runDir, run.dataPath);
  opened.push(session);
  return { run: file, session };
}

async function textRun(): Promise<TestRun> {
  const runDir = path.join(folder, 'text');
  const dataPath = path.join(folder, 'moods.tsv');
  await mkdir(runDir);
  const good = ['a truly fine film', 'fine and warm', 'what a fine day it was', 'warm words'];
  const bad = ['a dull film', 'cold and dull', 'what a dull cold day it was', 'cold words'];
  const lines = Array.from({ length: 60 }, (_, i) => (i % 2 ? `${good[(i >> 1) % 4]}\t1` : `${bad[(i >> 1) % 4]}\t0`));
  await writeFile(dataPath, `${lines.join('\n')}\n`);
  const table = await tableRun();
  const base = await readRunFile(table.runDir);
  await rm(table.folder, { recursive: true });
  await writeRunFile(runDir, {
    ...base,
    graph: TEXT_GRAPH as RunFile['graph'],
    training: { ...base.training, epochs: 8, learning_rate: 0.05 },
    data: {
      ...base.data,
      path: dataPath,
      read: { reader: 'text', format: 'delimited', delimiter: '\t', header: false, encoding: 'utf-8', text: '1', label: '2' },
    },
  });
  return { folder, runDir, dataPath };
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'session-'));
});
afterAll(async () => {
  for (const session of opened) await session.close();
  await rm(folder, { recursive: true, force: true });
});

describe('openSession on a table', () => {
  it('evaluates, opens cells of the confusion, inspects and tries', async () => {
    const made = await tableRun();
    const { run, session } = await trained(made);
    const evaluation = await session.evaluate('test');
    expect(evaluation).toEqual(run.evaluation);
    const { classes, confusion } = evaluation;
    if (!classes || !confusion) throw new Error('no confusion');
    let total = 0;
    for (const [actual, row] of confusion.entries()) {
      for (const [predicted, count] of row.entries()) {
        const cell = await session.cell(actual, predicted, 0, 200);
        expect(cell.total).toBe(count);
        expect(cell.samples).toHaveLength(count);
        expect(cell.samples.every((sample) => sample.label === classes[actual] && sample.split === 'test')).toBe(true);
        total += count;
      }
    }
    expect(total).toBe(24);

    const best = await session.inspect(null);
    expect(await session.inspect(null)).toEqual(best);
    const [prediction] = best.predictions;
    if (prediction?.kind !== 'classes') throw new Error('no classes');
    expect(prediction.classes[0]?.label).toBe(best.sample.label);
    expect(prediction.classes.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 5);

    const own = await session.tryInput({ kind: 'row', values: { a: -0.9, b: 0.1, c: 0 } });
    expect(own.predictions[0]?.kind === 'classes' && own.predictions[0].classes[0]?.label).toBe('blue');
    await expect(session.inspect(10_000)).rejects.toThrow('no such sample');
    await rm(made.folder, { recursive: true });
  });
});

describe('openSession on text', () => {
  it('shows attention over the words that the sample has, in rows that sum to 1', async () => {
    const { session } = await trained(await textRun());
    const { attention, predictions } = await session.tryInput({ kind: 'text', text: 'What a FINE day' });
    expect(predictions[0]?.kind === 'classes' && predictions[0].classes[0]?.label).toBe('1');
    const [map] = attention;
    expect([map?.node, map?.kind, map?.title, map?.map]).toEqual(['look', 'MultiHeadAttention', 'Look around', 'matrix']);
    expect(map?.queries).toEqual({ kind: 'labels', labels: ['what', 'a', 'fine', 'day'] });
    expect(map?.scores).toHaveLength(2);
    for (const head of map?.scores ?? []) {
      expect(head).toHaveLength(4);
      for (const row of head) {
        expect(row).toHaveLength(map?.keys.kind === 'labels' ? map.keys.labels.length : 0);
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      }
    }
  });
});
