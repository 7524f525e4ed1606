import type { JsonObject } from '../json';
import type { LayerClass } from './define-layer';
import { engineLayer } from './engine-layer';

/** Keras's convolutional LSTMs over one, two and three axes: one layer of the engine for all. */
export function convLstm(axes: 1 | 2 | 3): Omit<LayerClass, 'className'> {
  const strides = axes === 1 ? 1 : Array.from({ length: axes }, () => 1);
  const defaults: JsonObject = { strides, padding: 'valid', return_sequences: false };
  return {
    positional: ['filters', 'kernel_size'],
    defaults,
    engine: engineLayer('StudioConvLSTM', defaults, { axes }),
    initial: (weight) => (weight === 'bias' ? { kind: 'forget_bias' } : null),
  };
}
