import type { LayerRecord } from '../graph/layer-record';
import type { LayerClass, Padding, Wiring } from './define-layer';
import { LAYERS } from './registry.gen';

/** What is known of a layer class. Throws where it is not registered: a node type wrote a record that nobody can build. */
export function layerOf(className: string): LayerClass {
  const found = Object.hasOwn(LAYERS, className) ? LAYERS[className] : undefined;
  if (!found) throw new Error(`no file in shared/layers declares “${className}”`);
  return found;
}

/** What a layer makes of padded places. */
export function paddingOf(record: LayerRecord): Padding {
  const { padding = 'seen' } = layerOf(record.class_name);
  return typeof padding === 'function' ? padding(record) : padding;
}

/** The engine's class of a layer. */
export function engineClassOf(record: LayerRecord): string {
  const { engine } = layerOf(record.class_name);
  const name = engine?.className;
  return (typeof name === 'function' ? name(record) : name) ?? record.class_name;
}

export const wiringOf = (record: LayerRecord): Wiring => layerOf(record.class_name).engine?.wiring ?? 'plain';

/** By the engine's name of a class: several of Keras's may share one. */
export function layerOfEngineClass(engineClass: string): LayerClass | null {
  return byEngineClass().get(engineClass) ?? null;
}

let known: Map<string, LayerClass> | null = null;

function byEngineClass(): Map<string, LayerClass> {
  if (known) return known;
  known = new Map();
  for (const layer of Object.values(LAYERS)) {
    known.set(layer.className, layer);
    const { className, classNames = [] } = layer.engine ?? {};
    for (const name of typeof className === 'string' ? [className] : classNames) known.set(name, layer);
  }
  return known;
}
