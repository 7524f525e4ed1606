import type { LayerRecord } from '../graph/layer-record';
import type { LayerClass, Wiring } from './define-layer';

/** Each input under a name of its own: `x0`, `x1`, … */
const partsOf = (record: LayerRecord): readonly string[] => record.inbound.map((_, i) => `x${i}`);

/** The engine's layer for all that merges number by number; `masks`: whether Keras's looks at padding while it does. */
export function mergeEngine(operation: string, masks: boolean): NonNullable<LayerClass['engine']> {
  const wiring: Wiring = { parts: partsOf, masks: masks ? 'all' : [] };
  return { className: 'StudioMerge', wiring, config: ({ config }) => ({ ...config, operation }) };
}
