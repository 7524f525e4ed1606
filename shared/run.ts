import { z } from 'zod';
import { dataSettings, sampleView } from './dataset';
import { TARGET_KINDS, type TargetKind } from './graph/targets/kinds';
import { graphSchema } from './project/schema';
import { precision, threads, trainingSettings } from './training';

/** The life of a run. Every transition stands in `RUN_TRANSITIONS`. */
export const runState = z.enum(['queued', 'preparing', 'running', 'pausing', 'paused', 'stopping', 'finished', 'failed']);
export type RunState = z.infer<typeof runState>;

/** From each state, where a run may go. `stopping → finished`: stopped by hand, the best weights are kept. */
export const RUN_TRANSITIONS = {
  queued: ['preparing', 'stopping', 'failed'],
  preparing: ['running', 'stopping', 'failed'],
  running: ['pausing', 'stopping', 'finished', 'failed'],
  pausing: ['paused', 'stopping', 'failed'],
  /** Also where a run lies whose process died: its checkpoint is whole. */
  paused: ['preparing', 'running', 'stopping', 'failed'],
  stopping: ['finished', 'failed'],
  /** Trained further. */
  finished: ['preparing'],
  failed: ['preparing'],
} as const satisfies Record<RunState, readonly RunState[]>;

export const failure = z.strictObject({
  /** `nan`: a number that is none; `memory`; `data`; `crash`: the process died; `disk`; `engine`. */
  kind: z.enum(['nan', 'memory', 'data', 'crash', 'disk', 'engine', 'graph', 'other']),
  message: z.string(),
  /** What to do about it. */
  advice: z.string().nullable(),
  /** The layer at fault, where one is known. */
  node: z.string().nullable(),
});
export type Failure = z.infer<typeof failure>;

/** One training step, as `metrics.jsonl` keeps every one of them. */
export const stepPoint = z.strictObject({ step: z.int(), loss: z.number(), accuracy: z.number().nullable(), learningRate: z.number() });
export type StepPoint = z.infer<typeof stepPoint>;

/** One epoch. Metric names are Keras's: `accuracy`, `mae`; validation ones carry `val_`. */
export const epochPoint = z.strictObject({
  epoch: z.int(),
  /** Steps done at its end: where it stands on the step axis. */
  step: z.int(),
  loss: z.number(),
  val_loss: z.number().nullable(),
  metrics: z.record(z.string(), z.number()),
  seconds: z.number(),
  samples_per_second: z.number(),
});
export type EpochPoint = z.infer<typeof epochPoint>;

export const engineInUse = z.strictObject({
  name: z.enum(['tensorflow', 'webgpu', 'cpu']),
  device: z.string(),
  version: z.string(),
  /** Why this one, and, where it is a fall-back, what it stands in for. */
  reason: z.string(),
  /** What the run froze of how it computes. `traced`: the step is one graph; `eager`: kernel by kernel. */
  step: z.enum(['traced', 'eager']),
  /** Whether XLA compiles the graph. */
  xla: z.boolean(),
  precision,
  threads,
  /** Why the step is run so, in words; of a graph that cannot be traced, what in it cannot. */
  stepReason: z.string(),
});
export type EngineInUse = z.infer<typeof engineInUse>;

export const runProgress = z.strictObject({
  epoch: z.int(),
  epochs: z.int(),
  step: z.int(),
  steps: z.int(),
  samplesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
});
export type RunProgress = z.infer<typeof runProgress>;

/** A few words of the person's own, told apart without regard to case. */
export const runTags = z
  .array(z.string().trim().min(1).max(40))
  .max(12)
  .refine((tags) => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length, 'every tag once');

/** How the person marked a run. */
export const runLabels = z.strictObject({
  tags: runTags,
  /** Stands before the others in every list. */
  pinned: z.boolean(),
});
export type RunLabels = z.infer<typeof runLabels>;

/** A run in a list, and the head of its panel. */
export const runInfo = z.strictObject({
  id: z.string(),
  name: z.string(),
  tags: runTags,
  pinned: z.boolean(),
  projectId: z.string(),
  state: runState,
  failure: failure.nullable(),
  created: z.string(),
  engine: engineInUse.nullable(),
  progress: runProgress,
  samples: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  parameters: z.int(),
  /** After training: on the held-out split. */
  evaluation: z.record(z.string(), z.number()).nullable(),
  diskBytes: z.int(),
});
export type RunInfo = z.infer<typeof runInfo>;

export const prediction = z.discriminatedUnion('kind', [
  TARGET_KINDS.classes.prediction,
  TARGET_KINDS.value.prediction,
  TARGET_KINDS.labels.prediction,
  TARGET_KINDS.sequence.prediction,
  TARGET_KINDS.tags.prediction,
  TARGET_KINDS.spectrogram.prediction,
  TARGET_KINDS.boxes.prediction,
  TARGET_KINDS.values.prediction,
  TARGET_KINDS.match.prediction,
  TARGET_KINDS.identity.prediction,
  TARGET_KINDS.items.prediction,
]);
export type Prediction = z.infer<typeof prediction>;
export type PredictionOf<K extends Prediction['kind']> = Extract<Prediction, { kind: K }>;

/** The data's name of the input that places belong to; absent: it has but one, or nobody knows. */
const ofInput = z.string().optional();

/** What the rows or columns of an attention map stand for, one entry a position. */
export const positions = z.discriminatedUnion('kind', [
  /** Places of the input picture, row by row. */
  z.strictObject({
    kind: z.literal('grid'),
    rows: z.int(),
    cols: z.int(),
    /** Names of places before the first of the picture: a class token. */
    leading: z.array(z.string()).optional(),
    source: ofInput,
  }),
  /** Words, characters, ids or columns; padding is cut off. */
  z.strictObject({ kind: z.literal('labels'), labels: z.array(z.string()), source: ofInput }),
  z.strictObject({ kind: z.literal('plain'), count: z.int() }),
]);
export type Positions = z.infer<typeof positions>;

/** Attention of one node over one sample. Rows of a matrix sum to 1. */
export const attentionMap = z.strictObject({
  /** Unique among the maps of a look. */
  node: z.string(),
  /** The node on the canvas, where that is a block around it; absent: `node`. */
  owner: z.string().optional(),
  kind: z.string(),
  title: z.string(),
  map: z.enum(['matrix', 'gate']),
  queries: positions,
  keys: positions,
  /** [heads][query][key]; before dropout. */
  scores: z.array(z.array(z.array(z.number()))),
});
export type AttentionMapData = z.infer<typeof attentionMap>;

/** A sample with what the model says of it and what it looked at. */
export const inspection = z.strictObject({
  sample: sampleView,
  /** The picture or text as the model sees it. */
  seen: sampleView.shape.content.nullable(),
  predictions: z.array(prediction),
  attention: z.array(attentionMap),
});
export type Inspection = z.infer<typeof inspection>;

/**
 * What the model looked at in a held-out sample after `step` steps of training. Weights are kept in a byte each: right to
 * 1/255 of their range. As part of an update, a map that would be too large for it has one row: the mean over its queries.
 */
export const capture = z.strictObject({ step: z.int(), inspection });
export type Capture = z.infer<typeof capture>;

/** What a window hears of a run, at most 20 times a second; `seq` has no gaps. */
export const runUpdate = z.strictObject({
  runId: z.string(),
  seq: z.int(),
  info: runInfo,
  /** Steps since the last update. */
  steps: z.array(stepPoint),
  epochs: z.array(epochPoint),
  log: z.array(z.string()),
  /** The newest since the last update, at most one a second; absent: none. */
  capture: capture.optional(),
});
export type RunUpdate = z.infer<typeof runUpdate>;

/** The whole story so far, for a window that comes late or missed something. */
export const runHistory = z.strictObject({
  info: runInfo,
  seq: z.int(),
  steps: z.array(stepPoint),
  epochs: z.array(epochPoint),
  log: z.array(z.string()),
  /** The newest; absent: none yet. */
  capture: capture.optional(),
});
export type RunHistory = z.infer<typeof runHistory>;

/** What a run froze when it was made: what tells it apart from another. */
export const frozenRun = z.strictObject({
  graph: graphSchema,
  training: trainingSettings,
  data: dataSettings,
  engine: engineInUse.nullable(),
  app: z.strictObject({ version: z.string(), node: z.string(), platform: z.string() }),
});
export type FrozenRun = z.infer<typeof frozenRun>;

/** True and predicted values of up to 1,000 samples. */
const evaluatedValues = z.array(z.strictObject({ index: z.int(), actual: z.number(), predicted: z.number() }));

/** How one output of several was judged. */
export const evaluatedOutput = z.strictObject({
  node: z.string(),
  /** The data's name of its target. */
  target: z.string(),
  kind: z.enum(Object.keys(TARGET_KINDS) as [TargetKind, ...TargetKind[]]),
  metrics: z.record(z.string(), z.number()),
  /** Where it tells classes: rows are the true ones, columns the predicted ones. */
  classes: z.array(z.string()).nullable(),
  confusion: z.array(z.array(z.int())).nullable(),
  /** Of numbers, by column. */
  values: z.array(z.strictObject({ column: z.string(), points: evaluatedValues })).nullable(),
});
export type EvaluatedOutput = z.infer<typeof evaluatedOutput>;

export const evaluation = z.strictObject({
  split: z.enum(['train', 'validation', 'test']),
  samples: z.int(),
  metrics: z.record(z.string(), z.number()),
  /** Of a model that writes: BLEU and exact match are those of so many samples, the first; absent: of all. */
  written: z.int().optional(),
  /** Classification: rows are the true classes, columns the predicted ones. */
  classes: z.array(z.string()).nullable(),
  confusion: z.array(z.array(z.int())).nullable(),
  /** Regression: true and predicted values of up to 1,000 samples. */
  values: evaluatedValues.nullable(),
  /** Boxes: what half of their overlap makes right. */
  boxes: z
    .strictObject({
      /** Each label's true boxes, its average precision (null: it has no box here), and precision at recall 0, 0.1 … 1. */
      labels: z.array(
        z.strictObject({ label: z.string(), boxes: z.int(), average_precision: z.number().nullable(), precisions: z.array(z.number()) }),
      ),
      /** Samples with most boxes missed or wrong, at a sureness of one half. */
      worst: z.array(z.strictObject({ index: z.int(), boxes: z.int(), missed: z.int(), wrong: z.int() })),
    })
    .optional(),
  /** Every output by itself, in the model's order. Absent: a run of before. `classes`, `confusion` and `values` are those of the first. */
  outputs: z.array(evaluatedOutput).optional(),
});
export type Evaluation = z.infer<typeof evaluation>;

export const exportFormat = z.enum(['tfjs', 'html', 'python', 'savedmodel']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportReport = z.strictObject({
  format: exportFormat,
  path: z.string(),
  files: z.array(z.string()),
  /** The export was loaded again and compared with the trained model on this many real samples. */
  samples: z.int(),
  /** Null where nothing was compared: `note` says why. */
  max_difference: z.number().nullable(),
  top1_agreement: z.number().nullable(),
  /** Where a check could not be made, why (Python without Keras). */
  note: z.string().nullable(),
});
export type ExportReport = z.infer<typeof exportReport>;

/** What the user brings for one input of a trained model. */
export const ownPart = z.discriminatedUnion('kind', [
  /** A file of the core's machine. */
  z.strictObject({ kind: z.literal('file'), path: z.string() }),
  /** A PNG drawn or dropped in the window, base64. */
  z.strictObject({ kind: z.literal('image'), png: z.string().max(12_000_000) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().max(1_000_000) }),
  z.strictObject({ kind: z.literal('row'), values: z.record(z.string(), z.union([z.number(), z.string()])) }),
]);
export type OwnPart = z.infer<typeof ownPart>;

/** What the user brings to try a trained model; by name of the input where it has several. */
export const ownInput = z.discriminatedUnion('kind', [
  ...ownPart.options,
  z.strictObject({ kind: z.literal('parts'), parts: z.record(z.string(), ownPart) }),
]);
export type OwnInput = z.infer<typeof ownInput>;
