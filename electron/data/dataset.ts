import type { DatasetSummary, PartContent, ReaderSettings, SampleView, Split } from '../../shared/dataset';
import type { DataFacts } from '../../shared/graph/facts';
import type { PlacedBox } from '../../shared/graph/picture-view';
import type { OwnInput } from '../../shared/run';

/** One input of a sample as it lies in the data, before the model's preprocessing. */
export type RawPart =
  /** `pixels`: 8 bit, row by row, channels last. */
  | { readonly kind: 'image'; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4; readonly pixels: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  /** Numbers by expanded column (`facts.inputs[name].columns`); NaN where missing. */
  | { readonly kind: 'table'; readonly values: Float64Array }
  /** Whole numbers of at least 0. */
  | { readonly kind: 'ids'; readonly ids: Int32Array }
  /** One channel, −1…1; `rate`: samples a second. */
  | { readonly kind: 'audio'; readonly rate: number; readonly samples: Float32Array }
  /** Boxes on a picture, in its pixels; `class`: an index into the target's labels. */
  | {
      readonly kind: 'boxes';
      readonly picture: PictureSize;
      readonly boxes: readonly { readonly class: number; readonly box: PlacedBox }[];
    };
export type RawPartOf<K extends RawPart['kind']> = Extract<RawPart, { kind: K }>;

/** One sample: its parts by the name of the input. */
export type RawSample = { readonly [input: string]: RawPart };

export type Picture = RawPartOf<'image'>;

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Where each sample lies, by its index, so that a script outside reads the same ones. */
export type SampleOrigins =
  /** Files below the path of the data set, with `/`. */
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /** The line of the file where the record begins, counted from 1. */
  | { readonly kind: 'lines'; readonly lines: ArrayLike<number> }
  /** As they follow one another in the file. */
  | { readonly kind: 'positions' };

/**
 * An opened data set. Only its index is in memory: samples are read and decoded when asked for.
 * Indices are stable for the same files (names sorted), so that splits and resumed runs agree.
 */
export interface Dataset {
  readonly path: string;
  readonly read: ReaderSettings;
  readonly fingerprint: string;
  readonly facts: DataFacts;
  readonly size: number;
  /**
   * By name of the target, one number a sample: a class index (into `facts.targets[name].labels`) or a value. A kind whose
   * targets are more than a number gives them as parts, under the target's name.
   */
  readonly targets: { readonly [name: string]: Float64Array };
  /** Every column found, for tables and text; null for pictures. */
  readonly columns: DatasetSummary['columns'];
  /** Absent: as `positions`. */
  readonly origins?: SampleOrigins;
  /** What was left out and why, in words. */
  readonly warnings: readonly string[];
  /**
   * One part of a sample, by the name of the input. Rejects with a StudioError that names the file or row. `need`: the caller
   * will bring the picture to this size, so a large one may come shrunk, though never below `SHRINK_MARGIN` times it.
   */
  part(index: number, input: string, need?: PictureSize): Promise<RawPart>;
  view(index: number, split: Split | null): Promise<SampleView>;
  close(): Promise<void>;
}

/** Sorted indices of each part. */
export type SplitIndices = { readonly [part in Split]: Uint32Array };

export interface EncodedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Numbers ready for the model, by the node that takes them. */
export interface EncodedBatch {
  readonly size: number;
  readonly feeds: { readonly [node: string]: EncodedTensor };
  /** One-hot classes [batch, classes], values [batch, 1], lists of boxes [batch, room, 6]; absent for samples without a target. */
  readonly targets: { readonly [node: string]: EncodedTensor };
  /** Which sample of the data set each row is; absent where nobody knows. */
  readonly indices?: Uint32Array;
}

/** One part of a sample of the user's own, and what a person sees of it. */
export interface OwnPartRead {
  readonly part: RawPart;
  readonly content: PartContent;
}

/** A sample of the user's own, read but not yet encoded. */
export interface OwnSample {
  readonly raw: RawSample;
  readonly view: SampleView;
}

export type ReadOwnInput = (input: OwnInput, read: ReaderSettings, facts: DataFacts) => Promise<OwnSample>;
