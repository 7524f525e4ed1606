import { kerasTopology } from '../../shared/codegen/keras-topology';
import type { JsonObject } from '../../shared/json';
import type { TrainedModel } from './trained-model';

/** A model in TF.js's layers format: topology, the list of weights, and their numbers end to end, little-endian. */
export interface TfjsModel {
  readonly topology: JsonObject;
  readonly weightSpecs: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: 'float32' | 'int32' }[];
  readonly weightData: Uint8Array;
}

export function tfjsModel(model: TrainedModel): TfjsModel {
  const { plan, weights } = model;
  const topology = kerasTopology(
    plan,
    plan.targets.map((target) => target.ref),
  );
  const weightData = new Uint8Array(weights.reduce((sum, weight) => sum + weight.data.byteLength, 0));
  let at = 0;
  for (const { data } of weights) {
    weightData.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  const weightSpecs = weights.map(({ name, shape, data }) => ({
    name,
    shape,
    dtype: data instanceof Int32Array ? ('int32' as const) : ('float32' as const),
  }));
  return { topology, weightSpecs, weightData };
}
