import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReaderSettings } from '../../shared/dataset';
import type { Graph } from '../../shared/graph/document';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { readMetrics } from '../worker/metrics-file';
import { metricsPath, readRunFile, writeRunFile } from '../worker/run-folder';
import { tableRun } from '../worker/run-folder.test-data';
import { trainRun } from '../worker/train-run';
import { pythonCommand } from './python-run';

const hasKeras = (() => {
  try {
    execFileSync(pythonCommand(), ['-c', 'import keras, tensorflow, PIL'], { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
})();

const node = (kind: string, params: Graph['nodes'][string]['params'] = {}) => ({ kind, title: null, params });

/** All four kinds of input, each brought to a vector, added; a class and a value asked for. */
const GRAPH: Graph = {
  nodes: {
    shot: node('ImageInput', { size: [4, 6], color_mode: 'rgb', fit: 'pad' }),
    small: node('Rescaling'),
    flat: node('Flatten'),
    seen: node('Dense', { units: 4 }),
    note: node('TextInput'),
    words: node('TextVectorization', { max_tokens: 30 }),
    meaning: node('Embedding', { output_dim: 4, mask_zero: true }),
    read: node('GlobalAveragePooling1D'),
    numbers: node('TableInput'),
    weighed: node('Dense', { units: 4 }),
    bought: node('SequenceInput', { maxlen: 3, padding: 'pre' }),
    items: node('Embedding', { output_dim: 4 }),
    basket: node('GlobalAveragePooling1D'),
    all: node('Add'),
    kind: node('Classification'),
    price: node('Regression'),
  },
  wires: [
    ['shot.image', 'small.input'],
    ['small.output', 'flat.input'],
    ['flat.output', 'seen.input'],
    ['note.text', 'words.text'],
    ['words.ids', 'meaning.ids'],
    ['meaning.output', 'read.input'],
    ['numbers.columns', 'weighed.input'],
    ['bought.ids', 'items.ids'],
    ['items.output', 'basket.input'],
    ['seen.output', 'all.inputs'],
    ['read.output', 'all.inputs'],
    ['weighed.output', 'all.inputs'],
    ['basket.output', 'all.inputs'],
    ['all.output', 'kind.input'],
    ['all.output', 'price.input'],
  ].map(([from = '', to = '']) => {
    const [a = '', b = ''] = from.split('.');
    const [c = '', d = ''] = to.split('.');
    return { from: { node: a, port: b }, to: { node: c, port: d } };
  }),
};

const READ = (format: 'delimited' | 'jsonl'): ReaderSettings => ({
  reader: 'records',
  format,
  delimiter: format === 'jsonl' ? '' : ';',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'shot', as: 'image' },
    { name: 'note', as: 'text' },
    { name: 'age', as: 'number' },
    { name: 'colour', as: 'number' },
    { name: 'bought', as: 'ids' },
    { name: 'kind', as: 'class' },
    { name: 'price', as: 'value' },
  ],
  bad_rows: 'skip',
});

function rowAt(at: number) {
  const note = `the ${['small', 'large', 'old'][at % 3]} one, number ${at % 7}`;
  const bought = Array.from({ length: 1 + (at % 5) }, (_, i) => 1 + ((at * 3 + i) % 11));
  return {
    shot: `shots\\${at}.pgm`,
    note,
    age: at % 9 ? at / 4 : null,
    colour: at % 2 ? 'red' : 'blue',
    bought,
    kind: at % 3 ? 'a' : 'b',
    price: at / 8,
  };
}

let folder: string;
const opened: OpenSession[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'several-'));
  await mkdir(path.join(folder, 'shots'));
  for (let at = 0; at < 40; at++) {
    const pixels = Buffer.from(Array.from({ length: 35 }, (_, i) => (at * 13 + i * 7) % 256));
    await writeFile(path.join(folder, 'shots', `${at}.pgm`), Buffer.concat([Buffer.from('P5\n7 5\n255\n'), pixels]));
  }
  const rows = Array.from({ length: 40 }, (_, at) => rowAt(at));
  await writeFile(path.join(folder, 'rows.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const cells = rows.map((r) =>
    [r.shot, r.note, String(r.age ?? '').replace('.', ','), r.colour, r.bought.join(' '), r.kind, r.price].join(';'),
  );
  // A bad row before the end: the script must take the same lines.
  cells.splice(7, 0, 'shots/none.pgm;x;1;red;1;a;1');
  await writeFile(path.join(folder, 'rows.csv'), `shot;note;age;colour;bought;kind;price\n${cells.join('\n')}\n`);
});
afterAll(async () => {
  for (const session of opened) await session.close();
  await rm(folder, { recursive: true, force: true });
});

it.skipIf(!hasKeras).each(['delimited', 'jsonl'] as const)(
  'a Keras script of four inputs and two targets, out of %s records, judges and learns as we do',
  async (format) => {
    const made = await tableRun({ engine: 'tensorflow', step: 'eager', epochs: 2, batch_size: 8 }, GRAPH);
    const dataPath = path.join(folder, format === 'jsonl' ? 'rows.jsonl' : 'rows.csv');
    const file = await readRunFile(made.runDir);
    await writeRunFile(made.runDir, { ...file, data: { ...file.data, path: dataPath, read: READ(format) } });
    const end = await trainRun(made.runDir, dataPath, undefined, new TrainControl(), () => {});
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const session = await openSession(await readRunFile(made.runDir), made.runDir, dataPath);
    opened.push(session);
    const target = path.join(folder, `script-${format}`);
    const report = await session.export('python', target);
    expect(report.note).toBeNull();
    expect(report.max_difference).toBeLessThan(1e-4);

    const python = (...args: string[]) =>
      execFileSync(pythonCommand(), ['train.py', ...args], {
        cwd: target,
        encoding: 'utf8',
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
      });
    const judged = JSON.parse(python('--epochs', '0', '--weights', 'weights.safetensors').trim().split('\n').at(-1) ?? '') as {
      loss: number;
    };
    const ours = await session.evaluate('test');
    expect(judged.loss).toBeCloseTo(ours.metrics.loss ?? Number.NaN, 4);

    const lines = python('--weights', 'initial-weights.safetensors', '--first-losses').split('\n');
    const losses = lines.flatMap((line) => (line.startsWith('{"loss"') ? [(JSON.parse(line) as { loss: number }).loss] : []));
    const first = (await readMetrics(metricsPath(made.runDir))).steps.map((step) => step.loss);
    expect(first.length).toBeGreaterThan(4);
    for (const [at, loss] of first.slice(0, 5).entries()) expect(losses[at]).toBeCloseTo(loss, 3);
    await rm(made.folder, { recursive: true });
  },
  300_000,
);
