import type { Preprocessing } from '../../../shared/graph/feed';
import type { PositionAxis } from '../../../shared/graph/spec';
import type { JsonObject } from '../../../shared/json';

/** One attention map of the model: which tensor, and what its rows and columns stand for. */
export interface PageMap {
  readonly node: string;
  readonly title: string;
  readonly layer: string;
  readonly output: number;
  readonly queries: PositionAxis | null;
  readonly keys: PositionAxis | null;
}

/** Everything that the page holds of a project; it lies in the page as JSON. */
export interface PageData {
  readonly format: 'attention-studio-page';
  readonly version: 1;
  readonly name: string;
  /** TF.js layers format: topology, specs and one buffer of little-endian numbers, base64. */
  readonly topology: JsonObject;
  readonly weightSpecs: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: 'float32' | 'int32' }[];
  readonly weights: string;
  readonly preprocessing: Preprocessing;
  readonly maps: readonly PageMap[];
}

/** Numbers for one input of the model. */
export interface PageTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}
