import type { LayerRecord } from '../graph/layer-record';
import { attentionWiring } from './attention-wiring';
import { defineLayer } from './define-layer';
import { glorotMatrix } from './distribution';

/** Along one axis of a picture the engine has a class of its own. */
const alongAxis = ({ config }: LayerRecord): boolean => Array.isArray(config.attention_axes);

export const multiHeadAttention = defineLayer({
  className: 'MultiHeadAttention',
  takes: 'args',
  defaults: {
    value_dim: null,
    dropout: 0,
    use_bias: true,
    output_shape: null,
    attention_axes: null,
    kernel_initializer: 'glorot_uniform',
    bias_initializer: 'zeros',
  },
  givesScores: true,
  padding: 'query',
  engine: {
    className: (record) => (alongAxis(record) ? 'AxialAttention' : 'MultiHeadAttention'),
    classNames: ['AxialAttention', 'MultiHeadAttention'],
    wiring: attentionWiring(['query', 'value', 'key']),
  },
  // Keras's projections are [features, heads × size] matrices, whatever their shape: tfjs's fans would start 2.8 times too small.
  initial: (weight, shape) =>
    weight.endsWith('/kernel') ? glorotMatrix(shape, weight === 'attention_output/kernel' ? shape.length - 1 : 1) : null,
});
