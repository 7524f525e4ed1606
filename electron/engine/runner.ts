import type * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../data/dataset';
import type { NamedTensor } from './checkpoint/safetensors';
import type { How } from './how';
import type { Optimizer } from './optimizers/optimizer';
import type { TrainingStep } from './step/training-step';
import type { WeightAverage } from './step/weight-average';

/** What a training step is made with besides the model. */
export interface StepOptions {
  readonly optimizer: Optimizer;
  readonly clipNorm: number | null;
  /** Batches whose gradients are averaged before one update; absent: 1. */
  readonly accumulate?: number;
  /** A running mean of the weights; absent or null: none is kept. */
  readonly average?: WeightAverage | null;
  /** One weight a class, or null. */
  readonly classWeights: Float32Array | null;
  /** By target: what brings its metric to the unit of the data. */
  readonly metricScales: readonly number[];
}

/** What the model says of a batch in inference mode, judged by its targets. */
export interface JudgedBatch {
  /** In the order of the targets. */
  readonly outputs: readonly tf.Tensor[];
  /** Mean over the batch times its size, all targets and what weights add, without class weights. */
  readonly loss: number;
  /** By target: the same of its metric. */
  readonly metrics: readonly number[];
  /** By target, to be added up over batches. */
  readonly sums: readonly JudgedSums[];
  /** What weights add to the loss; 0 where they add nothing. */
  readonly penalty: number;
}

/** Of one target in one batch: each sample times what it counts (its real places; else 1). */
export interface JudgedSums {
  readonly loss: number;
  readonly metric: number;
  readonly count: number;
}

/** A batch as its sums and what weights add say it. */
export function judgedBatch(outputs: readonly tf.Tensor[], size: number, sums: readonly JudgedSums[], penalty: number): JudgedBatch {
  const mean = (sum: number, count: number) => (count === size ? sum : (sum / Math.max(1, count)) * size);
  return {
    outputs,
    loss: sums.reduce((all, { loss, count }) => all + mean(loss, count), 0) + penalty * size,
    metrics: sums.map(({ metric, count }) => mean(metric, count)),
    sums,
    penalty,
  };
}

export interface Probed {
  readonly outputs: readonly tf.Tensor[];
  readonly maps: readonly tf.Tensor[];
}

/** Batches whose shapes will come, whatever is in them. */
export interface ExpectedBatches {
  readonly train: readonly EncodedBatch[];
  readonly judge: readonly EncodedBatch[];
  readonly probe: readonly EncodedBatch[];
}

/** A model with its weights, and how it computes: kernel by kernel, or as graphs that are recorded once. */
export interface Runner {
  readonly how: How;
  readWeights(): NamedTensor[];
  /** Throws, with nothing changed, when one is missing or of another shape. */
  writeWeights(saved: ReadonlyMap<string, NamedTensor>): void;
  /** Gets ready for batches of these shapes, all at once, when the first of them comes. */
  expect(batches: ExpectedBatches, options: StepOptions): void;
  /** How many numbers the attention maps of a batch have. */
  countMaps(batch: EncodedBatch): number;
  trainingStep(options: StepOptions): TrainingStep;
  /** Tensors live as long as the caller's tidy. */
  judge(batch: EncodedBatch): JudgedBatch;
  predict(batch: EncodedBatch): readonly tf.Tensor[];
  /** Outputs and attention maps, in the order of the plan's. */
  probe(batch: EncodedBatch): Probed;
  dispose(): void;
}
