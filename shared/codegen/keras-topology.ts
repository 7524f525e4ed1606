import type { LayerRecord, TensorRef } from '../graph/layer-record';
import type { Json, JsonObject } from '../json';
import { engineRecords } from './engine-records';
import type { ModelPlan } from './plan';

/** Which call of which layer made a record's tensors: a layer that is called again counts its calls. */
type Calls = ReadonlyMap<string, { readonly layer: string; readonly call: number }>;

function callsOf(records: readonly LayerRecord[]): Calls {
  const counts = new Map<string, number>();
  const calls = new Map<string, { layer: string; call: number }>();
  for (const { name, shares } of records) {
    const layer = shares ?? name;
    const call = counts.get(layer) ?? 0;
    counts.set(layer, call + 1);
    calls.set(name, { layer, call });
  }
  return calls;
}

/**
 * The functional model as tfjs reads it (`model.json`'s `modelTopology`): Keras 2's form with our layers.
 *
 * @param outputs the tensors that the model gives, in their order
 */
export function kerasTopology(plan: ModelPlan, outputs: readonly TensorRef[]): JsonObject {
  const records = engineRecords(plan.records);
  const calls = callsOf(records);
  const place = ({ layer, output }: TensorRef): [string, number, number] => {
    const made = calls.get(layer);
    if (!made) throw new Error(`a tensor of “${layer}” is used, which is no layer`);
    return [made.layer, made.call, output];
  };
  const layers = new Map<string, { name: string; class_name: string; config: JsonObject; inbound_nodes: Json[] }>();
  for (const { name, shares, class_name, config, inbound } of records) {
    const layer = layers.get(shares ?? name) ?? { name, class_name, config: { ...config, name }, inbound_nodes: [] };
    if (inbound.length > 0) layer.inbound_nodes.push(inbound.map((ref): Json => [...place(ref), {}]));
    layers.set(layer.name, layer);
  }
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [...layers.values()],
      input_layers: plan.feeds.map((feed): Json => [feed.node, 0, 0]),
      output_layers: outputs.map(place),
    },
  };
}
