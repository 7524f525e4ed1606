import type { Json, JsonObject } from '../json';
import { isObject } from './is-object';

export type Conversion =
  | { readonly kind: string; readonly config: JsonObject }
  /** `refused`: what is expected. */
  | { readonly refused: string; readonly because: string };

const without = (config: JsonObject, ...keys: string[]): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !keys.includes(key)));

/** Height and width, which a node of ours has as one size. */
const sized =
  (kind: string) =>
  (config: JsonObject): Conversion => ({
    kind,
    config: {
      ...without(config, 'height', 'width', 'pad_to_aspect_ratio', 'fill_mode', 'fill_value'),
      size: [config.height ?? null, config.width ?? null],
    },
  });

function relu(config: JsonObject): Conversion {
  const { max_value = null, negative_slope = 0, threshold = 0 } = config;
  const rest = without(config, 'max_value', 'negative_slope', 'threshold');
  if (threshold !== 0 && threshold !== null) return { refused: 'threshold 0', because: `threshold = ${JSON.stringify(threshold)}` };
  if (max_value === null && negative_slope) return { kind: 'LeakyReLU', config: { ...rest, negative_slope } };
  if (max_value === null) return { kind: 'Activation', config: { ...rest, activation: 'relu' } };
  if (max_value === 6 && !negative_slope) return { kind: 'Activation', config: { ...rest, activation: 'relu6' } };
  return { refused: 'no max_value, or 6', because: `max_value = ${JSON.stringify(max_value)}` };
}

/** What both directions must agree in. */
const BOTH_WAYS = ['units', 'activation', 'recurrent_activation', 'use_bias', 'return_sequences', 'dropout', 'reset_after'];

function bidirectional(config: JsonObject): Conversion {
  const { layer, merge_mode = 'concat', backward_layer = null } = config;
  if (!isObject(layer) || typeof layer.class_name !== 'string' || !isObject(layer.config)) {
    return { refused: 'a recurrent layer inside', because: 'something else' };
  }
  // Keras writes the twin that it made itself, too; one of the user's own has another configuration.
  if (isObject(backward_layer) && isObject(backward_layer.config)) {
    const [own, back] = [layer.config, backward_layer.config];
    if (BOTH_WAYS.some((key) => JSON.stringify(own[key]) !== JSON.stringify(back[key]))) {
      return { refused: 'the same layer both ways', because: 'a backward_layer of its own' };
    }
  }
  if (!['LSTM', 'GRU', 'SimpleRNN'].includes(layer.class_name)) return { refused: 'LSTM, GRU or SimpleRNN', because: layer.class_name };
  return { kind: layer.class_name, config: { ...layer.config, bidirectional: true, merge_mode } };
}

/** One whose statistics were learned, which are weights then; the third of Keras's counts samples. */
function normalization(config: JsonObject): Conversion {
  const { axis = -1, mean = null, variance = null, invert = false } = config;
  const last = axis === -1 || (Array.isArray(axis) && axis.length === 1);
  if (!last) return { refused: 'axis -1', because: `axis = ${JSON.stringify(axis)}` };
  if (mean !== null || variance !== null)
    return { refused: 'statistics learned by adapt()', because: 'a mean and a variance that were given' };
  return { kind: 'Normalization', config: { invert } };
}

function dot(config: JsonObject): Conversion {
  const { axes = null, normalize = false } = config;
  const [first, second] = Array.isArray(axes) ? [axes[0] as Json, axes[1] as Json] : [axes, axes];
  return { kind: 'Dot', config: { ...without(config, 'axes'), first_axis: first ?? null, second_axis: second ?? null, normalize } };
}

/** Layers of Keras that have another name, or other settings, here. */
export const CONVERSIONS: { readonly [className: string]: (config: JsonObject) => Conversion } = {
  ReLU: relu,
  ELU: (config) =>
    (config.alpha ?? 1) === 1
      ? { kind: 'Activation', config: { ...without(config, 'alpha'), activation: 'elu' } }
      : { refused: 'alpha 1', because: `alpha = ${JSON.stringify(config.alpha)}` },
  LeakyReLU: (config) => ({
    kind: 'LeakyReLU',
    config: { ...without(config, 'alpha'), negative_slope: config.negative_slope ?? config.alpha ?? 0.3 },
  }),
  Bidirectional: bidirectional,
  Dot: dot,
  // Other axes than those that the node has show in the sizes of the weights.
  PReLU: (config) => ({ kind: 'PReLU', config: { ...config, shared_axes: config.shared_axes == null ? 'none' : 'places' } }),
  Resizing: sized('Resizing'),
  CenterCrop: sized('CenterCrop'),
  Normalization: normalization,
  Attention: (config) => ({ kind: 'Attention', config: { ...config, scaled: false } }),
};
