import * as tf from '@tensorflow/tfjs';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../shared/training';
import type { Dataset } from '../data/dataset';
import { openEngine } from './backends/open-engine';
import type { CheckpointStore } from './checkpoint/store';
import type { CompiledModel } from './compile';
import { eagerRunner } from './eager-runner';
import { seededBits } from './epoch-order';
import { namedWeights } from './named-weights';
import { createOptimizer } from './optimizers/create-optimizer';
import { metricScales, type RunParts } from './run-parts';
import type { Runner } from './runner';
import { TracedRunner } from './traced-runner';
import { TrainControl } from './train-control';
import { Trainer, type TrainOptions } from './trainer';

const FEATURES = 4;
const CLASSES = 3;

/** Kernel by kernel. */
export const TINY_EAGER = (compiled: CompiledModel): Runner => eagerRunner(compiled, 'for a test');

/** As one graph; TensorFlow must be open. */
export async function tinyTraced(xla = false): Promise<(compiled: CompiledModel) => Runner> {
  const { graphs } = await openEngine('tensorflow');
  if (!graphs) throw new Error('TensorFlow runs no graphs');
  const how = { step: 'traced', xla, precision: 'float32', threads: null, stepReason: 'for a test' } as const;
  return (compiled) =>
    new TracedRunner(graphs, compiled, { how, batchSize: TINY_TRAINING.batch_size, slots: createOptimizer(TINY_TRAINING.optimizer).slots });
}

/** A tiny classification task with weights drawn by a seed: 48 samples of 4 numbers, 3 classes. */
export function tinyParts(seed = 7, open: (compiled: CompiledModel) => Runner = TINY_EAGER): RunParts {
  const bits = seededBits(seed, 'test', 0);
  const random = () => (bits() / 2 ** 32) * 2 - 1;
  const size = 48;
  const values = Float32Array.from({ length: size * FEATURES }, random);
  const targets = Float64Array.from({ length: size }, (_, i) =>
    (values[i * FEATURES] ?? 0) > 0 ? ((values[i * FEATURES + 1] ?? 0) > 0 ? 2 : 1) : 0,
  );
  const facts = {
    samples: size,
    inputs: { table: { kind: 'table' as const, columns: ['a', 'b', 'c', 'd'] } },
    targets: { class: { kind: 'classes' as const, labels: ['x', 'y', 'z'] } },
  };
  const dataset: Dataset = {
    path: 'memory',
    read: { reader: 'table', delimiter: ',', header: true, encoding: 'utf-8', features: [], target: 't', task: 'classification' },
    fingerprint: 'test',
    facts,
    size,
    targets: { class: targets },
    columns: null,
    warnings: [],
    part: async (index) => ({ kind: 'table', values: Float64Array.from(values.slice(index * FEATURES, (index + 1) * FEATURES)) }),
    view: async (index, split) => ({ index, split, label: null, content: { kind: 'table', columns: [], values: [] } }),
    close: async () => {},
  };
  const input = tf.input({ shape: [FEATURES], name: 'table' });
  const hidden = tf.layers.dense({ units: 8, activation: 'tanh', name: 'hidden' }).apply(input) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: CLASSES, activation: 'softmax', name: 'classes' }).apply(hidden) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  const weights = namedWeights(model);
  for (const { variable } of weights) {
    const count = variable.shape.reduce((a, b) => a * b, 1);
    const next = tf.tensor(Float32Array.from({ length: count }, random), variable.shape);
    variable.assign(next);
    next.dispose();
  }
  const plan = {
    kind: 'classes' as const,
    node: 'classes',
    target: 'class',
    classes: CLASSES,
    loss: 'categorical_crossentropy' as const,
    label_smoothing: 0,
  };
  return {
    dataset,
    facts,
    split: {
      train: Uint32Array.from({ length: 32 }, (_, i) => i),
      validation: Uint32Array.from({ length: 8 }, (_, i) => 32 + i),
      test: Uint32Array.from({ length: 8 }, (_, i) => 40 + i),
    },
    plan: { feeds: [], records: [], targets: [{ plan, ref: { layer: 'classes', output: 0 } }], maps: [], parameters: 67 },
    preprocessing: {
      format: 'attention-studio-preprocessing',
      version: 2,
      feeds: [],
      targets: [{ plan, state: { kind: 'classes', labels: ['x', 'y', 'z'] } }],
    },
    runner: open({
      model,
      probe: model,
      objective: { model, targets: [plan], forms: ['values'] },
      feedOrder: ['table'],
      weights,
      paddable: new Set(),
      anyLength: false,
      seedStep: () => {},
      dispose: () => {},
    }),
    encode: async (indices) => {
      const feed = new Float32Array(indices.length * FEATURES);
      const target = new Float32Array(indices.length * CLASSES);
      for (const [row, index] of indices.entries()) {
        feed.set(values.subarray(index * FEATURES, (index + 1) * FEATURES), row * FEATURES);
        target[row * CLASSES + (targets[index] ?? 0)] = 1;
      }
      return {
        size: indices.length,
        feeds: { table: { shape: [indices.length, FEATURES], data: feed } },
        targets: { classes: { shape: [indices.length, CLASSES], data: target } },
      };
    },
    actual: (index) => targets[index] ?? -1,
    dispose: async () => model.dispose() as unknown as undefined,
  };
}

export const TINY_TRAINING: TrainingSettings = { ...DEFAULT_TRAINING, epochs: 3, batch_size: 5, learning_rate: 0.05 };

export function tinyTrainer(
  store: CheckpointStore,
  metricsFile: string,
  rest: Partial<TrainOptions> = {},
): { trainer: Trainer; parts: RunParts } {
  const parts = rest.parts ?? tinyParts();
  const training = rest.training ?? TINY_TRAINING;
  const step = parts.runner.trainingStep({
    optimizer: createOptimizer(training.optimizer),
    clipNorm: training.clip_norm,
    classWeights: null,
    metricScales: metricScales(parts),
  });
  const identity = { seed: training.seed, graphHash: 'graph', dataFingerprint: 'test', engine: 'cpu', appVersion: '0' };
  const control = rest.control ?? new TrainControl();
  const trainer = new Trainer({ parts, training, step, store, metricsFile, identity, control, report: () => {}, ...rest });
  return { trainer, parts };
}
