import { z } from 'zod';
import { NODE_ID } from './graph/document';

export const optimizer = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('adam'), beta_1: z.number(), beta_2: z.number(), epsilon: z.number() }),
  z.strictObject({ name: z.literal('adamw'), beta_1: z.number(), beta_2: z.number(), epsilon: z.number(), weight_decay: z.number() }),
  z.strictObject({ name: z.literal('sgd'), momentum: z.number(), nesterov: z.boolean() }),
  z.strictObject({ name: z.literal('rmsprop'), rho: z.number(), momentum: z.number(), epsilon: z.number() }),
  z.strictObject({ name: z.literal('nadam'), beta_1: z.number(), beta_2: z.number(), epsilon: z.number() }),
  z.strictObject({ name: z.literal('adamax'), beta_1: z.number(), beta_2: z.number(), epsilon: z.number() }),
  z.strictObject({ name: z.literal('adagrad'), initial_accumulator_value: z.number().min(0), epsilon: z.number() }),
  z.strictObject({ name: z.literal('adadelta'), rho: z.number(), epsilon: z.number() }),
  /** Keras's `weight_decay` of None is 0. */
  z.strictObject({ name: z.literal('lion'), beta_1: z.number(), beta_2: z.number(), weight_decay: z.number() }),
]);
export type OptimizerSettings = z.infer<typeof optimizer>;

/** How the learning rate moves. Epochs and steps count from the start of training. */
export const schedule = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('constant') }),
  /** Linear warm-up over `warmup_epochs`, then half a cosine down to `final` × the rate. */
  z.strictObject({ name: z.literal('cosine'), warmup_epochs: z.number().min(0), final: z.number().min(0).max(1) }),
  /** × `factor` every `every_epochs`. */
  z.strictObject({ name: z.literal('step'), factor: z.number().positive().max(1), every_epochs: z.int().positive() }),
  /** × `factor` when the validation loss has not fallen for `patience` epochs. */
  z.strictObject({
    name: z.literal('plateau'),
    factor: z.number().positive().max(1),
    patience: z.int().positive(),
    minimum: z.number().min(0),
  }),
]);
export type ScheduleSettings = z.infer<typeof schedule>;

/** Keras's names of its policies. `mixed_bfloat16`: products of matrices in 16 bits, weights and sums in 32. */
export const precision = z.enum(['float32', 'mixed_bfloat16']);

/** Threads that compute one operation; null: one a core. */
export const threads = z.int().min(1).max(1024).nullable();

/** Keras's names and defaults where Keras has them. */
export const trainingSettings = z.strictObject({
  epochs: z.int().min(1).max(100_000),
  batch_size: z.int().min(1).max(65_536),
  learning_rate: z.number().positive().max(100),
  optimizer,
  schedule,
  /** Scales all gradients so that their global norm is at most this; null: off. */
  clip_norm: z.number().positive().nullable(),
  /** Stops when the validation loss has not fallen for `patience` epochs, and keeps the best weights. */
  early_stopping: z.strictObject({ patience: z.int().positive() }).nullable(),
  /** `balanced`: samples / (classes × samples of the class), as scikit-learn. */
  class_weight: z.union([z.literal('none'), z.literal('balanced'), z.record(z.string(), z.number().positive())]),
  /** By the id of an output: how much its loss counts in the sum of all; absent: 1. An id that is no output's counts for nothing. */
  loss_weights: z.record(z.string().regex(NODE_ID), z.number().positive()),
  /** As in Keras: gradients of so many batches are averaged before one update. Adam counts updates, a schedule batches. */
  gradient_accumulation_steps: z.int().min(1).max(1024),
  /** Whether a running mean of the weights is kept: what is validated and what the finished model has. See docs/decisions/weight-averages.md. */
  use_ema: z.boolean(),
  /** The part of the mean that stays at every batch. */
  ema_momentum: z.number().min(0).max(1),
  /** Updates after which the mean replaces the weights in training too; null: never. */
  ema_overwrite_frequency: z.int().positive().nullable(),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  engine: z.enum(['auto', 'tensorflow', 'webgpu', 'cpu']),
  /** `traced`: recorded once and run as one graph; `eager`: kernel by kernel. `auto`: traced where engine and graph allow it. */
  step: z.enum(['auto', 'traced', 'eager']),
  /** Whether XLA compiles a traced step. `auto`: where a few steps prove it faster. */
  xla: z.enum(['auto', 'on', 'off']),
  precision,
  threads,
});
export type TrainingSettings = z.infer<typeof trainingSettings>;

/** How much the loss of an output counts. */
export function lossWeight(training: Pick<TrainingSettings, 'loss_weights'>, output: string): number {
  return Object.hasOwn(training.loss_weights, output) ? (training.loss_weights[output] ?? 1) : 1;
}

export const DEFAULT_TRAINING: TrainingSettings = {
  epochs: 10,
  batch_size: 32,
  learning_rate: 0.001,
  optimizer: { name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
  schedule: { name: 'constant' },
  clip_norm: null,
  early_stopping: null,
  class_weight: 'none',
  loss_weights: {},
  gradient_accumulation_steps: 1,
  use_ema: false,
  ema_momentum: 0.99,
  ema_overwrite_frequency: null,
  seed: 1,
  engine: 'auto',
  step: 'auto',
  xla: 'auto',
  precision: 'float32',
  threads: null,
};
