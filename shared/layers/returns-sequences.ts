import type { LayerRecord } from '../graph/layer-record';

/** Whether a recurrent layer, or the one inside a wrapper, gives a state for every place. */
export function returnsSequences({ config }: LayerRecord): boolean {
  const { layer } = config;
  const inner = layer !== null && typeof layer === 'object' && 'config' in layer ? layer.config : config;
  return inner !== null && typeof inner === 'object' && 'return_sequences' in inner && inner.return_sequences === true;
}
