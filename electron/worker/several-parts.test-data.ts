import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReaderSettings } from '../../shared/dataset';
import type { Graph, Wire } from '../../shared/graph/document';
import type { JsonObject } from '../../shared/json';
import type { TrainingSettings } from '../../shared/training';
import { seededBits } from '../engine/epoch-order';
import { readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';

const SAMPLES = 240;
const SIDE = 6;

/** One half bright, with noise: which one the picture shows. */
function picture(left: boolean, bits: () => number): Buffer {
  const pixels = Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE < SIDE / 2 === left ? 190 : 20) + (bits() % 40));
  return Buffer.concat([Buffer.from(`P5\n${SIDE} ${SIDE}\n255\n`), Buffer.from(pixels)]);
}

/**
 * Pictures with a half that is bright, texts that claim which one, whether that is true (`same`), and how long ago it was
 * (`age`, told by the text alone). Neither picture nor text says anything of `same` alone.
 */
export async function writeClaims(folder: string): Promise<string> {
  const bits = seededBits(5, 'claims', 0);
  await mkdir(path.join(folder, 'pictures'), { recursive: true });
  const lines: string[] = [];
  for (let at = 0; at < SAMPLES; at++) {
    const [shown, claimed, age] = [at % 2 === 0, Math.floor(at / 2) % 2 === 0, bits() % 3];
    await writeFile(path.join(folder, 'pictures', `${at}.pgm`), picture(shown, bits));
    const when = ['now it', 'recently it', 'long ago it'][age];
    const text = `${when} ${bits() % 2 ? 'clearly' : 'surely'} shines on the ${claimed ? 'left' : 'right'}`;
    lines.push(`pictures/${at}.pgm,"${text}",${shown === claimed ? 'yes' : 'no'},${age * 10}`);
  }
  const file = path.join(folder, 'claims.csv');
  await writeFile(file, `shot,claim,same,age\n${lines.join('\n')}\n`);
  return file;
}

export const CLAIMS: Extract<ReaderSettings, { reader: 'records' }> = {
  reader: 'records',
  format: 'delimited',
  delimiter: ',',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'shot', as: 'image' },
    { name: 'claim', as: 'text' },
    { name: 'same', as: 'class' },
    { name: 'age', as: 'value' },
  ],
  bad_rows: 'skip',
};

const node = (kind: string, params: JsonObject = {}) => ({ kind, title: null, params });
const wire = (from: string, to: string): Wire => {
  const [a = '', b = ''] = from.split('.');
  const [c = '', d = ''] = to.split('.');
  return { from: { node: a, port: b }, to: { node: c, port: d } };
};

/** Picture and text, each brought to a vector, added and judged; with `parts` only those. `age`: asks for that as well. */
export function claimsGraph(parts: readonly ('shot' | 'claim')[], age = false): Graph {
  const nodes = {
    shot: node('ImageInput', { size: [SIDE, SIDE] }),
    small: node('Rescaling'),
    flat: node('Flatten'),
    seen: node('Dense', { units: 16, activation: 'relu' }),
    claim: node('TextInput'),
    words: node('TextVectorization', { max_tokens: 40, output_sequence_length: 8 }),
    embedding: node('Embedding', { output_dim: 8 }),
    mean: node('GlobalAveragePooling1D'),
    read: node('Dense', { units: 16, activation: 'relu' }),
    both: node('Add'),
    hidden: node('Dense', { units: 16, activation: 'relu' }),
    same: node('Classification'),
    ...(age ? { age: node('Regression') } : {}),
  };
  const wires = [
    wire('shot.image', 'small.input'),
    wire('small.output', 'flat.input'),
    wire('flat.output', 'seen.input'),
    wire('claim.text', 'words.text'),
    wire('words.ids', 'embedding.ids'),
    wire('embedding.output', 'mean.input'),
    wire('mean.output', 'read.input'),
    ...(parts.length === 2
      ? [wire('seen.output', 'both.inputs'), wire('read.output', 'both.inputs'), wire('both.output', 'hidden.input')]
      : []),
    ...(parts.length === 1 ? [wire(parts[0] === 'shot' ? 'seen.output' : 'read.output', 'hidden.input')] : []),
    wire('hidden.output', 'same.input'),
    ...(age ? [wire('read.output', 'age.input')] : []),
  ];
  if (parts.length === 2) return { nodes, wires };
  const left = parts[0] === 'shot' ? ['claim', 'words', 'embedding', 'mean', 'read', 'both'] : ['shot', 'small', 'flat', 'seen', 'both'];
  return {
    nodes: Object.fromEntries(Object.entries(nodes).filter(([id]) => !left.includes(id))),
    wires: wires.filter(({ from, to }) => !left.includes(from.node) && !left.includes(to.node)),
  };
}

/** A queued run over the claims. */
export async function claimsRun(graph: Graph, training: Partial<TrainingSettings>): Promise<TestRun> {
  const run = await tableRun({ batch_size: 16, learning_rate: 0.01, epochs: 12, ...training }, graph);
  const dataPath = await writeClaims(run.folder);
  const file = await readRunFile(run.runDir);
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, path: dataPath, read: CLAIMS } });
  return { ...run, dataPath };
}
