import type { LayerRecord } from '../graph/layer-record';
import type { LayerClass } from './define-layer';
import { same } from './same-per-axis';

type Pool = 'max' | 'average';

/** Pooling over `axes` axes, but for its name. */
export function pooling(axes: 1 | 2 | 3, pool: Pool): Omit<LayerClass, 'className'> {
  const defaults = { pool_size: same(axes, 2), strides: null, padding: 'valid', data_format: 'channels_last' };
  return {
    positional: ['pool_size'],
    defaults,
    engine: {
      className: 'StudioPooling',
      config: ({ config }: LayerRecord) => {
        const all = { ...defaults, ...config, axes, pool };
        return { ...all, strides: all.strides ?? all.pool_size };
      },
    },
  };
}

/** Pooling of all places, but for its name. */
export const globalPooling = (pool: Pool): Omit<LayerClass, 'className'> => ({
  defaults: { data_format: 'channels_last', keepdims: false },
  engine: { className: 'StudioGlobalPooling', config: () => ({ pool }) },
});
