import type { LayerRecord } from '../graph/layer-record';
import type { JsonObject } from '../json';
import type { LayerClass } from './define-layer';

/** One layer of the engine that stands in for Keras's of one, two and three axes: its config says how many, and all defaults. */
export function engineLayer(className: string, defaults: JsonObject, more: JsonObject): NonNullable<LayerClass['engine']> {
  return { className, config: ({ config }: LayerRecord) => ({ ...defaults, ...config, ...more }) };
}
