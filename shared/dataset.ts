import { z } from 'zod';
import { dataFacts } from './graph/facts';
import { recordColumn } from './record-columns';

/** How the files are read. `auto` values were detected and can be corrected in the data panel. */
export const readerSettings = z.discriminatedUnion('reader', [
  /** One folder a class, pictures inside (PNG, JPEG, BMP, GIF, WebP, PGM). */
  z.strictObject({ reader: z.literal('image-folder') }),
  /** The MNIST format: `images-idx3-ubyte(.gz)` and `labels-idx1-ubyte(.gz)` in one folder. */
  z.strictObject({ reader: z.literal('idx') }),
  /** WAV files in one folder a class, or in one folder where a part of their names (`7_jackson_12.wav`, cut at `_` and `-`) tells the class. */
  z.strictObject({
    reader: z.literal('audio-folder'),
    classes: z.enum(['folder', 'name']),
    /** Which part of the name, counted from 1; where folders are the classes it says nothing. */
    part: z.int().min(1).max(20),
  }),
  /** Pascal VOC: pictures, and a folder `Annotations` of XML files that say where what is. */
  z.strictObject({ reader: z.literal('voc') }),
  /** Text with labels: CSV, TSV or JSON lines. Columns by name, or `1`, `2`, … without a header. */
  z.strictObject({
    reader: z.literal('text'),
    format: z.enum(['delimited', 'jsonl']),
    delimiter: z.string().max(1),
    header: z.boolean(),
    encoding: z.string(),
    text: z.string(),
    label: z.string(),
    /** What to call labels: `{ "0": "negative" }`. Those that are not named here are called as they stand in the file. */
    names: z.record(z.string(), z.string()).optional(),
  }),
  /** Rows whose columns are typed one by one: several inputs, several targets. CSV, TSV or JSON lines. */
  z.strictObject({
    reader: z.literal('records'),
    format: z.enum(['delimited', 'jsonl']),
    delimiter: z.string().max(1),
    header: z.boolean(),
    encoding: z.string(),
    /** By column, in the file's order; a column that is not here is left out. */
    columns: z.array(z.strictObject({ name: z.string(), as: recordColumn })),
    /** What happens to rows that lack something: they are left out, or the data is refused with the first of them. */
    bad_rows: z.enum(['skip', 'refuse']),
  }),
  z.strictObject({
    reader: z.literal('table'),
    delimiter: z.string().max(1),
    header: z.boolean(),
    encoding: z.string(),
    /** Columns fed to the model. */
    features: z.array(z.string()),
    target: z.string(),
    task: z.enum(['classification', 'regression']),
  }),
]);
export type ReaderSettings = z.infer<typeof readerSettings>;

export const splitSettings = z.strictObject({
  /** Parts of the whole: watched while training, and held out until the end. Stratified by class, drawn by the seed. */
  validation: z.number().min(0).max(0.9),
  test: z.number().min(0).max(0.9),
  seed: z.int().min(0),
});
export type SplitSettings = z.infer<typeof splitSettings>;

/** The data of a project: where, how it is read, how it is split, and what was found. */
export const dataSettings = z.strictObject({
  /** Relative to the project's file; `resource:digits` lies with the application; absolute as long as nothing is saved. */
  path: z.string(),
  read: readerSettings,
  split: splitSettings,
  /** SHA-256 over names, sizes and times of the files, or the content of a small one. */
  fingerprint: z.string().nullable(),
  facts: dataFacts.nullable(),
});
export type DataSettings = z.infer<typeof dataSettings>;

export type Split = 'train' | 'validation' | 'test';

/** What a person sees of one input of a sample. */
export const partContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('image'),
    dataUrl: z.string(),
    /** As shown: large ones are shrunk. */
    width: z.int(),
    height: z.int(),
    /** The picture's own size, where it is known. */
    natural: z.strictObject({ width: z.int(), height: z.int() }).optional(),
  }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('table'), columns: z.array(z.string()), values: z.array(z.union([z.number(), z.string()])) }),
  z.strictObject({ kind: z.literal('ids'), ids: z.array(z.int()) }),
  z.strictObject({
    kind: z.literal('audio'),
    /** What can be heard of it, a WAV file as a data URL: of a long recording its beginning. */
    dataUrl: z.string(),
    /** Seconds that can be heard. */
    heard: z.number(),
    /** Of the whole recording. */
    seconds: z.number(),
    /** Samples a second, as the recording has them. */
    rate: z.int(),
    /** How far the wave reaches, 0…1, in equal stretches of the whole. */
    peaks: z.array(z.number()),
  }),
]);
export type PartContent = z.infer<typeof partContent>;

/** Of data with several inputs: all of them, by name. */
export const sampleContent = z.discriminatedUnion('kind', [
  ...partContent.options,
  z.strictObject({ kind: z.literal('parts'), parts: z.array(z.strictObject({ name: z.string(), content: partContent })) }),
]);
export type SampleContent = z.infer<typeof sampleContent>;

/** What a person sees of one sample. */
export const sampleView = z.strictObject({
  /** Position in the data set; null: not of the data set (the user's own). */
  index: z.int().nullable(),
  split: z.enum(['train', 'validation', 'test']).nullable(),
  /** Class name or value of the first target; null where unknown. */
  label: z.union([z.string(), z.number()]).nullable(),
  /** Of data with several targets: all of them, by name. */
  labels: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** True boxes to draw over its picture: left, top, width, height as parts of it. */
  boxes: z.array(z.strictObject({ label: z.string(), box: z.tuple([z.number(), z.number(), z.number(), z.number()]) })).optional(),
  content: sampleContent,
});
export type SampleView = z.infer<typeof sampleView>;

/** What a look at a data set found, for the data panel. */
export const datasetSummary = z.strictObject({
  /** As the core resolves it on its machine. */
  path: z.string(),
  read: readerSettings,
  fingerprint: z.string(),
  facts: dataFacts,
  samples: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }),
  /** For classification: the balance. */
  classes: z.array(z.strictObject({ label: z.string(), count: z.int() })).nullable(),
  /** For tables and text: every column found, for the choice of features and target. */
  columns: z.array(z.strictObject({ name: z.string(), type: z.enum(['number', 'text']), distinct: z.int(), missing: z.int() })).nullable(),
  /** What was left out and why, in words: `3 files are not images: …`. */
  warnings: z.array(z.string()),
});
export type DatasetSummary = z.infer<typeof datasetSummary>;
