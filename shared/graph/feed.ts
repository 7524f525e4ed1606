import { z } from 'zod';

/**
 * How a raw sample becomes the numbers that enter the model at one node. Plain data: the trainer,
 * the exported page and the Python script read the same plan.
 */
export const feedPlan = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    /** The node where the numbers enter; the name of the model's input. */
    node: z.string(),
    height: z.int(),
    width: z.int(),
    channels: z.union([z.literal(1), z.literal(3)]),
    /** How a picture of another form is made to fit. */
    fit: z.enum(['stretch', 'crop', 'pad']),
  }),
  z.strictObject({
    kind: z.literal('text'),
    node: z.string(),
    /** Words kept, padding (0) and unknown (1) included, as in Keras's TextVectorization. */
    max_tokens: z.int(),
    /** Ids a sample; null: the longest of the batch. */
    output_sequence_length: z.int().nullable(),
    standardize: z.enum(['lower_and_strip_punctuation', 'lower', 'none']),
    /**
     * `bpe`: pieces of words learned from the training split; `file`: as a pretrained tokenizer has it; `whole`: a text is
     * one token, as it stands; `integer`: a text is one whole number.
     */
    split: z.enum(['whitespace', 'character', 'bpe', 'file', 'whole', 'integer']),
    /** With `file` only. */
    tokenizer: z
      .strictObject({
        /** The tokenizer.json; its bare name once it is copied into the state. */
        path: z.string(),
        /** Ids that it has, as the graph was planned with. */
        ids: z.int(),
        /** With what its post-processor puts around a text (`[CLS]`, `</s>`). */
        special_tokens: z.boolean(),
      })
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('table'),
    node: z.string(),
    columns: z.array(z.string()),
    /** Columns are brought to mean 0 and variance 1 with the statistics of the training split. */
    standardize: z.boolean(),
  }),
]);
export type FeedPlan = z.infer<typeof feedPlan>;

/** What a feed learned from the training split. Frozen into the run and into every export. */
export const feedState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('image') }),
  /** Index = id; entry 0 is padding `''`, entry 1 is `[UNK]`. */
  z.strictObject({
    kind: z.literal('text'),
    /** Empty where a file is the vocabulary. */
    vocabulary: z.array(z.string()),
    /** With `bpe`: the pairs that are joined, first things first (`Ġ t`, byte-level). */
    merges: z.array(z.string()).optional(),
    /** With `file`: the file itself, so that nothing depends on it any more, and its SHA-256. */
    tokenizer: z.strictObject({ json: z.string(), sha256: z.string() }).optional(),
  }),
  z.strictObject({ kind: z.literal('table'), mean: z.array(z.number()), deviation: z.array(z.number()) }),
]);
export type FeedState = z.infer<typeof feedState>;

/** What the model is asked for at one output node. */
export const targetPlan = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('classes'),
    node: z.string(),
    classes: z.int(),
    loss: z.literal('categorical_crossentropy'),
    label_smoothing: z.number(),
  }),
  z.strictObject({
    kind: z.literal('value'),
    node: z.string(),
    loss: z.enum(['mean_squared_error', 'mean_absolute_error', 'huber']),
    /** Trained on (value − mean) / deviation of the training split; predictions are scaled back. */
    standardize: z.boolean(),
  }),
]);
export type TargetPlan = z.infer<typeof targetPlan>;

export const targetState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('classes'), labels: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('value'), column: z.string(), mean: z.number(), deviation: z.number() }),
]);
export type TargetState = z.infer<typeof targetState>;

/** Everything learned from the training split, by node: `preprocessing.json` of a run and of every export. */
export const preprocessing = z.strictObject({
  format: z.literal('attention-studio-preprocessing'),
  version: z.literal(1),
  feeds: z.array(z.strictObject({ plan: feedPlan, state: feedState })),
  targets: z.array(z.strictObject({ plan: targetPlan, state: targetState })),
});
export type Preprocessing = z.infer<typeof preprocessing>;
