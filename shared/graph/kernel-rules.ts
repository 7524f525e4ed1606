import type { Json, JsonObject } from '../json';
import type { LayerRecord } from './layer-record';

/** A weight of a layer that Keras's keywords `<keyword>_regularizer` and `<keyword>_constraint` are about. */
interface Kernel {
  readonly keyword: 'kernel' | 'embeddings' | 'depthwise' | 'pointwise';
  /** The last part of the weight's path. A layer has several of them where it projects several tensors or reads both ways. */
  readonly weight: string;
  /** Along which a vector of it lies whose length `MaxNorm` bounds: what comes into one unit, as Keras documents it. */
  readonly axis: number | readonly number[];
}

const kernel = (axis: Kernel['axis']): readonly Kernel[] => [{ keyword: 'kernel', weight: 'kernel', axis }];

const depthwise = (axis: Kernel['axis']): Kernel => ({ keyword: 'depthwise', weight: 'depthwise_kernel', axis });
const pointwise = (axis: Kernel['axis']): Kernel => ({ keyword: 'pointwise', weight: 'pointwise_kernel', axis });

/** Keras's layers that have such keywords. Recurrent kernels have another one, and are left alone. */
const KERNELS: { readonly [className: string]: readonly Kernel[] } = {
  Dense: kernel(0),
  Conv1D: kernel([0, 1]),
  Conv2D: kernel([0, 1, 2]),
  Conv3D: kernel([0, 1, 2, 3]),
  // [window, out, in]
  Conv1DTranspose: kernel([0, 2]),
  Conv2DTranspose: kernel([0, 1, 3]),
  Conv3DTranspose: kernel([0, 1, 2, 4]),
  // Keras calls the weight `kernel` where it is the only one.
  DepthwiseConv1D: [{ ...depthwise([0]), weight: 'kernel' }],
  DepthwiseConv2D: [{ ...depthwise([0, 1]), weight: 'kernel' }],
  SeparableConv1D: [depthwise([0]), pointwise([0, 1])],
  SeparableConv2D: [depthwise([0, 1]), pointwise([0, 1, 2])],
  SimpleRNN: kernel(0),
  GRU: kernel(0),
  LSTM: kernel(0),
  ConvLSTM1D: kernel([0, 1]),
  ConvLSTM2D: kernel([0, 1, 2]),
  ConvLSTM3D: kernel([0, 1, 2, 3]),
  // One keyword for all its projections: [features, heads, size] three times, [heads, size, features] for the output.
  MultiHeadAttention: kernel(0),
  GroupQueryAttention: kernel(0),
  // A word's vector.
  Embedding: [{ keyword: 'embeddings', weight: 'embeddings', axis: 1 }],
};

/** What a person may ask of the kernels of a node. 0: nothing. */
export interface KernelRules {
  readonly l1: number;
  readonly l2: number;
  readonly maxNorm: number;
}

/** What holds for one weight, as its layer's record says it. */
export interface WeightRule {
  readonly l1: number;
  readonly l2: number;
  readonly maxNorm: { readonly value: number; readonly axis: readonly number[] } | null;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The layer that a wrapper (`Bidirectional`, `TimeDistributed`) repeats. */
function wrapped(config: JsonObject): { readonly class_name: string; readonly config: JsonObject } | null {
  const { layer } = config;
  return isObject(layer) && typeof layer.class_name === 'string' && isObject(layer.config)
    ? { class_name: layer.class_name, config: layer.config }
    : null;
}

type Layer = Pick<LayerRecord, 'class_name' | 'config'>;

const kernelsOf = (layer: Layer): readonly Kernel[] => {
  const inner = wrapped(layer.config);
  return inner ? kernelsOf(inner) : (KERNELS[layer.class_name] ?? []);
};

/** Whether Keras's keywords can be said of this layer. */
export const hasKernel = (layer: Layer): boolean => kernelsOf(layer).length > 0;

/** The configuration with Keras's keywords for `rules`; as it was where they ask for nothing. */
export function withKernelRules({ class_name, config }: Layer, rules: KernelRules): JsonObject {
  const inner = wrapped(config);
  if (inner) return { ...config, layer: { ...inner, config: withKernelRules(inner, rules) } };
  const said: Record<string, Json> = {};
  for (const { keyword, axis } of KERNELS[class_name] ?? []) {
    const { l1, l2, maxNorm } = rules;
    if (l1 > 0 || l2 > 0) said[`${keyword}_regularizer`] = { class_name: 'L1L2', config: { l1, l2 } };
    if (maxNorm > 0) said[`${keyword}_constraint`] = { class_name: 'MaxNorm', config: { max_value: maxNorm, axis } };
  }
  return { ...config, ...said };
}

/** The configuration without those keywords, and they alone: the engine does itself what they ask for. */
export function withoutKernelRules({ class_name, config }: Layer): JsonObject {
  const inner = wrapped(config);
  if (inner) return { ...config, layer: { ...inner, config: withoutKernelRules(inner) } };
  const rules = new Set((KERNELS[class_name] ?? []).flatMap(({ keyword }) => [`${keyword}_regularizer`, `${keyword}_constraint`]));
  return rules.size === 0 ? config : Object.fromEntries(Object.entries(config).filter(([key]) => !rules.has(key)));
}

/** The configuration of an object of Keras within a layer's: `{ class_name, config }`. */
function objectIn(config: JsonObject, key: string, className: string): JsonObject | null {
  const value = config[key];
  return isObject(value) && value.class_name === className && isObject(value.config) ? value.config : null;
}

const numberIn = (config: JsonObject | null, key: string): number => {
  const value = config?.[key];
  return typeof value === 'number' ? value : 0;
};

/**
 * What the record of a layer asks of one of its weights; null: nothing.
 *
 * @param path of the weight within the layer: `query/kernel`
 */
export function weightRule(layer: Layer, path: string): WeightRule | null {
  const inner = wrapped(layer.config);
  if (inner) return weightRule(inner, path);
  const name = path.split('/').at(-1);
  const found = (KERNELS[layer.class_name] ?? []).find(({ weight }) => weight === name);
  if (!found) return null;
  const penalty = objectIn(layer.config, `${found.keyword}_regularizer`, 'L1L2');
  const bound = objectIn(layer.config, `${found.keyword}_constraint`, 'MaxNorm');
  if (!penalty && !bound) return null;
  const axis = bound?.axis;
  const axes = Array.isArray(axis) ? axis.map(Number) : [Number(axis ?? 0)];
  return {
    l1: numberIn(penalty, 'l1'),
    l2: numberIn(penalty, 'l2'),
    maxNorm: bound ? { value: numberIn(bound, 'max_value'), axis: axes } : null,
  };
}
