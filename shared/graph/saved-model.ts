import { z } from 'zod';
import type { Json, JsonObject } from '../json';

/** Bounds on a saved model: larger ones are drawn by nobody, and files made to exhaust have more. */
export const MOST_LAYERS = 5000;
const MOST_NAME = 512;

const name = z.string().min(1).max(MOST_NAME);
const json: z.ZodType<Json> = z.json();
const reference = z.strictObject({ layer: name, port: z.string().min(1).max(64) });

const layer = z.strictObject({
  /** As the file calls it; unique. */
  name,
  /** The node type of ours that stands for it. */
  kind: z.string().min(1).max(64),
  /** Of that node type; what is at its default is left out. Checked by the node type, as a node's own are. */
  params: z.record(z.string(), json),
  /** By input port: where its values come from. The model's own input is `{ layer: input.name, port: 'output' }`. */
  from: z.record(z.string(), z.array(reference).min(1).max(256).readonly()),
});

/**
 * A saved model as nodes of ours: what shapes, parameters and layers of a PretrainedModel follow from. It stands in the
 * project beside the path, so that a graph can be checked where the file is not at hand.
 */
export const savedModelSchema = z.strictObject({
  /** `shape`: with the batch first; null: any size. */
  input: z.strictObject({ name, shape: z.array(z.int().positive().nullable()).min(1).max(6).readonly() }),
  /** Sources first, otherwise in the order of the file. */
  layers: z.array(layer).min(1).max(MOST_LAYERS).readonly(),
  output: reference,
});

export type SavedReference = {
  readonly layer: string;
  readonly port: string;
};

export type SavedLayer = {
  readonly name: string;
  readonly kind: string;
  readonly params: JsonObject;
  readonly from: { readonly [port: string]: readonly SavedReference[] };
};

export type SavedModel = {
  readonly input: { readonly name: string; readonly shape: readonly (number | null)[] };
  readonly layers: readonly SavedLayer[];
  readonly output: SavedReference;
};

/** Layers up to which nothing is learned: all (`''`), none (`'none'`), or those up to the one of this name, in the model's order. */
export type FrozenUpTo = string;
export const ALL_FROZEN: FrozenUpTo = '';
export const NONE_FROZEN: FrozenUpTo = 'none';
