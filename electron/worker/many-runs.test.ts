import { rm } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import type { Graph } from '../../shared/graph/document';
import type { TrainingSettings } from '../../shared/training';
import { openEngine } from '../engine/backends/open-engine';
import { allowedGrowth, residentBytes, tellGrowth } from '../engine/resident-memory.test-data';
import { openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { bindingPath } from '../runtime/binding-path';
import { listCaptures } from './read-captures';
import { readRunFile } from './run-folder';
import { textRun } from './text-run.test-data';
import { trainRun } from './train-run';

/** `npm run soak` asks for more. */
const RUNS = Number(process.env.SOAK_RUNS ?? 5);

/** Words → embedding → self-attention → mean → classes: small, and its attention is followed. */
const WORDS: Graph = {
  nodes: {
    text: { kind: 'TextInput', title: null, params: {} },
    words: { kind: 'TextVectorization', title: null, params: { max_tokens: 60, output_sequence_length: 8 } },
    embedding: { kind: 'Embedding', title: null, params: { output_dim: 6 } },
    look: { kind: 'MultiHeadAttention', title: null, params: { num_heads: 2, key_dim: 3, dropout: 0.1 } },
    mean: { kind: 'GlobalAveragePooling1D', title: null, params: {} },
    mood: { kind: 'Classification', title: null, params: {} },
  },
  wires: [
    { from: { node: 'text', port: 'text' }, to: { node: 'words', port: 'text' } },
    { from: { node: 'words', port: 'ids' }, to: { node: 'embedding', port: 'ids' } },
    { from: { node: 'embedding', port: 'output' }, to: { node: 'look', port: 'query' } },
    { from: { node: 'look', port: 'output' }, to: { node: 'mean', port: 'input' } },
    { from: { node: 'mean', port: 'output' }, to: { node: 'mood', port: 'input' } },
  ],
};

/** A run from its start to its evaluation, with validation and followed attention, and then opened to be looked into. */
async function oneRun(training: Partial<TrainingSettings>): Promise<void> {
  const run = await textRun({ epochs: 1, ...training }, WORDS);
  try {
    const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {}, 0);
    expect(end.type).toBe('finished');
    expect((await listCaptures(run.runDir)).length).toBeGreaterThan(0);
    const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
    await session.inspect(null);
    await session.close();
  } finally {
    await rm(run.folder, { recursive: true, force: true });
  }
}

/**
 * LLVM needs much memory and gives it back, but malloc keeps it in heaps of 64 MB, one or more a thread that compiled:
 * after a few dozen runs all of them are there (measured: 700 MB after 42 runs and after 72). Too few runs tell nothing.
 */
const HEAP = 64 * 2 ** 20;
const ENOUGH = 40;

it.runIf(bindingPath()).each<{ title: string; how: readonly Partial<TrainingSettings>[]; runs: number; warm: number; more: number }>([
  { title: 'by auto and kernel by kernel', how: [{ step: 'auto' }, { step: 'eager' }], runs: RUNS, warm: 0.1, more: 0 },
  {
    title: 'compiled by XLA',
    how: [{ step: 'traced', xla: 'on' }],
    runs: Math.ceil(RUNS * 0.4),
    warm: 0.5,
    more: RUNS * 0.4 < ENOUGH ? Number.POSITIVE_INFINITY : HEAP,
  },
])(
  '$runs runs one after the other in one process, $title, leave tensors, sessions and memory where they were',
  async ({ title, how, runs, warm, more }) => {
    const { graphs } = await openEngine('tensorflow');
    const kept = async () => ({
      tensors: tf.memory().numTensors,
      sessions: graphs?.binding.getNumOfSavedModels(),
      bytes: await residentBytes(),
    });
    for (let i = 0; i < Math.max(2 * how.length, Math.round(runs * warm)); i++) await oneRun(how[i % how.length] ?? {});
    const before = await kept();
    for (let i = 0; i < runs; i++) await oneRun(how[i % how.length] ?? {});
    const after = await kept();
    tellGrowth(`${runs} runs ${title}`, before.bytes, after.bytes);
    expect(after).toMatchObject({ tensors: before.tensors, sessions: 0 });
    expect(after.bytes - before.bytes).toBeLessThan(allowedGrowth(before.bytes) + more);
  },
  120_000 + 10_000 * RUNS,
);
