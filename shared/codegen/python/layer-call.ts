import type { Json, JsonObject } from '../../json';
import { kerasObject } from './keras-object';

/** How Keras's layers are called and which keywords they have anyway. */
interface KerasLayer {
  /** Keywords that are usually written first and without their name. */
  readonly positional?: readonly string[];
  /** Keras 3's own defaults: left out of the script. */
  readonly defaults?: JsonObject;
  /** `list`: one list of tensors; `args`: one argument a tensor. Otherwise one tensor. */
  readonly takes?: 'list' | 'args';
}

const CONVOLUTION: JsonObject = {
  strides: [1, 1],
  padding: 'valid',
  data_format: 'channels_last',
  dilation_rate: [1, 1],
  groups: 1,
  activation: 'linear',
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
};

const KERAS: { readonly [className: string]: KerasLayer } = {
  Activation: { positional: ['activation'] },
  Add: { takes: 'list' },
  AdditiveAttention: { takes: 'list', defaults: { use_scale: true, dropout: 0 } },
  Attention: { takes: 'list', defaults: { use_scale: false, score_mode: 'dot', dropout: 0 } },
  Bidirectional: { positional: ['layer'], defaults: { merge_mode: 'concat' } },
  Concatenate: { takes: 'list', defaults: { axis: -1 } },
  Conv2D: { positional: ['filters', 'kernel_size'], defaults: CONVOLUTION },
  Dense: {
    positional: ['units'],
    defaults: { activation: 'linear', use_bias: true, kernel_initializer: 'glorot_uniform', bias_initializer: 'zeros' },
  },
  Dropout: { positional: ['rate'], defaults: { noise_shape: null, seed: null } },
  Embedding: { positional: ['input_dim', 'output_dim'], defaults: { embeddings_initializer: 'uniform', mask_zero: false } },
  Flatten: { defaults: { data_format: 'channels_last' } },
  GlobalAveragePooling1D: { defaults: { data_format: 'channels_last', keepdims: false } },
  GlobalAveragePooling2D: { defaults: { data_format: 'channels_last', keepdims: false } },
  LayerNormalization: {
    defaults: { axis: -1, epsilon: 0.001, center: true, scale: true, beta_initializer: 'zeros', gamma_initializer: 'ones' },
  },
  LSTM: {
    positional: ['units'],
    defaults: {
      activation: 'tanh',
      recurrent_activation: 'sigmoid',
      use_bias: true,
      kernel_initializer: 'glorot_uniform',
      recurrent_initializer: 'orthogonal',
      bias_initializer: 'zeros',
      unit_forget_bias: true,
      dropout: 0,
      recurrent_dropout: 0,
      return_sequences: false,
      return_state: false,
      go_backwards: false,
      stateful: false,
      unroll: false,
    },
  },
  MaxPooling2D: {
    positional: ['pool_size'],
    defaults: { pool_size: [2, 2], strides: null, padding: 'valid', data_format: 'channels_last' },
  },
  MultiHeadAttention: {
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
  },
  Multiply: { takes: 'list' },
  Rescaling: { positional: ['scale'], defaults: { offset: 0 } },
  Reshape: { positional: ['target_shape'] },
};

/** The layers of ours that Keras lacks: the script carries their Python twin. */
export const CUSTOM_LAYERS = ['ColumnEmbedding'] as const;
export type CustomLayer = (typeof CUSTOM_LAYERS)[number];

export function isCustomLayer(className: string): className is CustomLayer {
  return CUSTOM_LAYERS.some((name) => name === className);
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A layer inside a wrapper: `{ class_name, config }`. */
function isLayer(value: Json): value is { readonly class_name: string; readonly config: JsonObject } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'class_name' in value && 'config' in value;
}

/** Sizes of the same number in both directions are written once where Keras takes both: `(3, 3)` as `3`. */
function argument(value: Json, write: (value: Json) => string): string {
  const object = kerasObject(value, write);
  if (object !== null) return object;
  if (isLayer(value)) return constructLayer(value.class_name, value.config, null, write);
  const [first] = Array.isArray(value) ? value : [];
  if (Array.isArray(value) && value.length === 2 && typeof first === 'number' && value[1] === first && first > 0) return write(first);
  return write(value);
}

/** `layers.Conv2D(16, 3, activation="relu", name="conv2d")`: only what differs from Keras's defaults. `dtype` null: the policy's. */
export function constructLayer(
  className: string,
  config: JsonObject,
  name: string | null,
  write: (value: Json) => string,
  dtype: string | null = null,
): string {
  const known = KERAS[className];
  const rest = new Map(Object.entries(config).filter(([key]) => key !== 'name' && key !== 'trainable' && key !== 'dtype'));
  if (config.trainable === false) rest.set('trainable', false);
  const parts: string[] = [];
  for (const key of known?.positional ?? []) {
    const value = rest.get(key);
    if (value === undefined) break;
    rest.delete(key);
    // A target shape is a shape: (4, 4) stays (4, 4).
    parts.push(key === 'target_shape' ? write(value) : argument(value, write));
  }
  for (const [key, value] of rest) {
    if (same(value, known?.defaults?.[key])) continue;
    parts.push(`${key}=${argument(value, write)}`);
  }
  if (dtype !== null) parts.push(`dtype=${write(dtype)}`);
  if (name !== null) parts.push(`name=${write(name)}`);
  return `${isCustomLayer(className) ? '' : 'layers.'}${className}(${parts.join(', ')})`;
}

/** The arguments of the call: tensors as the layer takes them, then keywords. */
export function callArguments(className: string, tensors: readonly string[], call: JsonObject, write: (value: Json) => string): string {
  const takes = KERAS[className]?.takes ?? (tensors.length > 1 ? 'list' : undefined);
  const keywords = Object.entries(call)
    .filter(([, value]) => value !== false && value !== null)
    .map(([key, value]) => `${key}=${write(value)}`);
  return [takes === 'list' ? `[${tensors.join(', ')}]` : tensors.join(', '), ...keywords].join(', ');
}
