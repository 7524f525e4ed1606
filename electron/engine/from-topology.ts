import * as tf from '@tensorflow/tfjs';
import type { Json, JsonObject } from '../../shared/json';

const camelCase = (text: string): string => text.replace(/_+(\w|$)/g, (_, letter: string) => letter.toUpperCase());

/** Names of layers, which must stay as they are. */
const REFERENCES = new Set(['inbound_nodes', 'input_layers', 'output_layers']);

/** Keras's keys and words in tfjs's spelling: what `modelFromJSON` does first. */
function toTfjs(value: Json, key: string): Json {
  if (typeof value === 'string') return key === 'name' || REFERENCES.has(key) ? value : camelCase(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => toTfjs(item, key));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [camelCase(name), toTfjs(item, name)]));
}

/** A model out of `kerasTopology`: what tfjs's `modelFromJSON` makes of it, without the wait. */
export function fromTopology(topology: JsonObject): tf.LayersModel {
  const config = toTfjs(topology.config ?? null, 'config');
  return tf.LayersModel.fromConfig(tf.LayersModel, config as tf.serialization.ConfigDict) as tf.LayersModel;
}
