import type { LayerRecord } from '../graph/layer-record';
import type { Wiring } from './define-layer';

const PARTS = ['query', 'value', 'key'] as const;

/** Query, value and, where it is wired, key, then what has a name. Keras's dot and additive attention ignore the mask of a separate key. */
export const attentionWiring = (masks: readonly (typeof PARTS)[number][]): Wiring => ({
  parts: ({ inbound, keywords = [] }: LayerRecord) => [...PARTS.slice(0, inbound.length - keywords.length), ...keywords],
  stands: { key: 'value' },
  masks,
});
