import type { ReaderSettings, SampleView, Split } from '../../shared/dataset';
import type { DataFacts } from '../../shared/graph/facts';
import type { OwnInput } from '../../shared/run';

/** One sample as it lies in the data, before the model's preprocessing. */
export type RawSample =
  /** `pixels`: 8 bit, row by row, channels last. */
  | { readonly kind: 'image'; readonly width: number; readonly height: number; readonly channels: 1 | 3 | 4; readonly pixels: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  /** Numbers by expanded column (`facts.input.columns`); NaN where missing. */
  | { readonly kind: 'table'; readonly values: Float64Array };

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
  /** Class index (into `facts.target.labels`) or value, by sample. */
  readonly targets: Float64Array;
  /** What was left out and why, in words. */
  readonly warnings: readonly string[];
  /** Rejects with a StudioError that names the file or row. */
  sample(index: number): Promise<RawSample>;
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
  /** One-hot classes [batch, classes] or values [batch, 1]; absent for samples without a target. */
  readonly targets: { readonly [node: string]: EncodedTensor };
}

/** A sample of the user's own, read but not yet encoded. */
export interface OwnSample {
  readonly raw: RawSample;
  readonly view: SampleView;
}

export type ReadOwnInput = (input: OwnInput, read: ReaderSettings, facts: DataFacts) => Promise<OwnSample>;
