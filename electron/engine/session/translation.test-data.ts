import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReaderSettings } from '../../../shared/dataset';
import type { Graph, PortRef } from '../../../shared/graph/document';
import { Sketch } from '../../../shared/graph/sketch';
import type { JsonObject } from '../../../shared/json';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../../shared/training';
import type { RunFile } from '../../worker/run-file';
import { openEngine } from '../backends/open-engine';
import type { CompiledModel } from '../compile';
import { epochOrder } from '../epoch-order';
import { createOptimizer } from '../optimizers/create-optimizer';
import { prepareRun } from '../prepare-run';
import type { RunParts } from '../run-parts';
import type { Runner } from '../runner';
import { stepOptions } from '../step-options';
import { TracedRunner } from '../traced-runner';

const SHARED = process.env.ATTENTION_STUDIO_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
/** Tatoeba's pairs, CC BY 2.0 FR: only read, never copied into the project. */
const PAIRS = path.join(SHARED, 'translation/eng-fra.txt');

export const HAS_TRANSLATION = existsSync(PAIRS);

const port = (node: string, name = 'output'): PortRef => ({ node, port: name });

/** A GRU reads the sentence, another one writes; at every word additive attention looks back. */
export function translatorGraph(search: JsonObject = {}, words: JsonObject = {}): Graph {
  const s = new Sketch();
  s.node('text', 'TextInput', {}, {});
  s.node('ids', 'TextVectorization', { max_tokens: 400, ...words }, { text: port('text', 'text') });
  const source = s.node('source', 'Embedding', { output_dim: 24 }, { ids: port('ids', 'ids') });
  s.node('so_far', 'DecoderInput', { max_tokens: 400 }, {});
  const target = s.node('target', 'Embedding', { output_dim: 24 }, { ids: port('so_far', 'ids') });
  const read = s.node('encoder', 'GRU', { units: 32, return_sequences: true }, { input: source });
  const state = s.node('decoder', 'GRU', { units: 32, return_sequences: true }, { input: target });
  const context = s.node('alignment', 'AdditiveAttention', { units: 24 }, { query: state, value: read });
  const both = s.node('both', 'Concatenate', {}, { inputs: [state, context] });
  s.node('word', 'SequenceDecoder', search, { input: both });
  return s.done({}).graph;
}

export const PAIRS_READ: ReaderSettings = {
  reader: 'records',
  format: 'delimited',
  delimiter: '\t',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'english', as: 'text' },
    { name: 'french', as: 'target_text' },
  ],
  bad_rows: 'skip',
};

/** Rows of a file in a new folder. */
export async function fileOf(name: string, lines: readonly string[]): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sequences-'));
  const file = path.join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The first pairs of Tatoeba, one French sentence for each English one. */
export function translationPairs(count: number): string[] {
  const seen = new Set<string>();
  const pairs: string[] = [];
  for (const line of readFileSync(PAIRS, 'utf8').split('\n')) {
    const [english = '', french = ''] = line.split('\t');
    if (english === '' || seen.has(english)) continue;
    seen.add(english);
    pairs.push(`${english}\t${french}`);
    if (pairs.length === count) break;
  }
  return ['english\tfrench', ...pairs];
}

/** A run of a graph as it is frozen. */
export function frozenRun(graph: Graph, file: string, read: ReaderSettings, training: Partial<TrainingSettings> = {}) {
  return {
    projectName: 'Sequences',
    graph: graph as RunFile['graph'],
    training: { ...DEFAULT_TRAINING, batch_size: 32, learning_rate: 0.01, seed: 3, ...training },
    data: {
      path: file,
      read,
      split: { validation: 0.1, test: 0.1, seed: 1 },
      fingerprint: null,
      facts: null,
    },
    preprocessing: null,
  };
}

/** As graphs; TensorFlow must be there. */
export async function tracedRunner(training: TrainingSettings): Promise<(compiled: CompiledModel) => Runner> {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  const how = { step: 'traced', xla: false, precision: 'float32', threads: null, stepReason: 'for a test' } as const;
  return (compiled) =>
    new TracedRunner(graphs, compiled, { how, batchSize: training.batch_size, slots: createOptimizer(training.optimizer).slots });
}

/** Trains for so many steps and gives the losses. */
export async function trainFor(parts: RunParts, training: TrainingSettings, steps: number): Promise<number[]> {
  const step = parts.runner.trainingStep(stepOptions(parts, training));
  const losses: number[] = [];
  for (let epoch = 0; losses.length < steps; epoch++) {
    const order = epochOrder(parts.split.train, training.seed, epoch);
    for (let at = 0; at < order.length && losses.length < steps; at += training.batch_size) {
      const batch = await parts.encode(order.subarray(at, at + training.batch_size));
      losses.push(step.run(batch, { step: losses.length, rate: training.learning_rate }).loss);
    }
  }
  step.dispose();
  return losses;
}

export async function openParts(run: ReturnType<typeof frozenRun>, open: (compiled: CompiledModel) => Runner): Promise<RunParts> {
  return prepareRun(
    run,
    run.data.path,
    () => {},
    async ({ compiled }) => open(compiled),
  );
}
