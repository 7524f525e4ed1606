import type { Param } from '../graph/params';
import { readParams } from '../graph/read-params';
import type { Json, JsonObject } from '../json';
import { LAYERS } from '../layers/registry.gen';
import { SAVED_PARTS } from '../nodes/saved-parts.gen';
import { StudioError } from '../studio-error';
import { CONVERSIONS } from './keras-conversions';

/** Of no account for what a layer computes once it has its weights. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'name',
  'trainable',
  'dtype',
  'autocast',
  'batch_input_shape',
  'batch_shape',
  'build_config',
  'seed',
  'synchronized',
  'implementation',
  'time_major',
  'unroll',
  'unit_forget_bias',
  'zero_output_for_mask',
  'input_length',
  'sparse',
  'ragged',
  'flash_attention',
  'query_shape',
  'key_shape',
  'value_shape',
  'fused',
  'virtual_batch_size',
  'adjustment',
  'renorm_momentum',
  'rms_scaling',
]);
/** Beginnings, penalties and bounds: what is learned anew keeps none of them. */
const OF_TRAINING = /(_initializer|_regularizer|_constraint)$/;
/** Keras's other names of what has one name here. */
const ACTIVATIONS: { readonly [name: string]: string } = { silu: 'swish' };

/** Ours projects the query, Keras’s does not. */
const UNLIKE: ReadonlySet<string> = new Set(['AdditiveAttention']);

const isKnown = (className: string): boolean =>
  Object.hasOwn(SAVED_PARTS, className) && Object.hasOwn(LAYERS, className) && !UNLIKE.has(className);

/** The layer classes of Keras that are known, in words. */
export const knownClasses = (): readonly string[] =>
  [...new Set([...Object.keys(LAYERS).filter(isKnown), ...Object.keys(CONVERSIONS)])].sort();

/** Whether a setting that no parameter stands for asks for nothing: it is off, absent, or what Keras does anyway. */
function asksNothing(className: string, key: string, value: Json): boolean {
  if (WITHOUT_EFFECT.has(key) || OF_TRAINING.test(key) || value === null || value === false) return true;
  if (key === 'axis' && (className === 'BatchNormalization' || className.endsWith('Normalization'))) return isLastAxis(value);
  if (key === 'attention_axes') return JSON.stringify(value) === '[1]';
  const usual = LAYERS[className]?.defaults?.[key];
  if (usual !== undefined && JSON.stringify(usual) === JSON.stringify(value)) return true;
  return USUAL[key] === value;
}

/** What Keras does where nobody says otherwise, in all classes. */
const USUAL: { readonly [key: string]: Json } = {
  data_format: 'channels_last',
  groups: 1,
  dilation_rate: 1,
  recurrent_dropout: 0,
  recurrent_activation: 'sigmoid',
  activation: 'tanh',
  use_bias: true,
  scale: true,
  center: true,
  return_state: false,
};

/** -1, or the place of the last axis, which Keras 2 writes. What it is otherwise shows in the sizes of the weights. */
function isLastAxis(axis: Json): boolean {
  const only = Array.isArray(axis) && axis.length === 1 ? (axis[0] as Json) : axis;
  return only === -1 || (typeof only === 'number' && only >= 1);
}

/** `{ class_name: 'relu' }` → `relu`; null → `linear`. */
function activationName(value: Json): Json {
  if (value === null) return 'linear';
  const name = typeof value === 'object' && !Array.isArray(value) && 'class_name' in value ? (value.class_name ?? '') : value;
  return typeof name === 'string' ? (ACTIVATIONS[name] ?? name) : name;
}

/** Keras writes a number an axis where a parameter of ours is one number for all. */
function asTaken(param: Param | undefined, value: Json): Json {
  if (!param || param.parse(value).ok || !Array.isArray(value)) return value;
  const [first, ...others] = value as readonly Json[];
  return first !== undefined && others.every((other) => other === first) && param.parse(first).ok ? first : value;
}

export interface ConvertedLayer {
  readonly kind: string;
  readonly params: JsonObject;
}

function refused(name: string, className: string, expected: string, received: string): StudioError {
  return new StudioError(`The layer “${name}” (${className}) is not known here as it stands in the file.`, {
    expected,
    received,
    advice: 'Save a model without it, or one that ends before it: keras.Model(model.input, model.get_layer(…).output).',
  });
}

/**
 * A layer of Keras as a node of ours.
 *
 * @throws StudioError where its class or one of its settings is not known here: nearly the same layer would be wrong
 */
export function kerasLayer(name: string, className: string, given: JsonObject): ConvertedLayer {
  const conversion = Object.hasOwn(CONVERSIONS, className) ? CONVERSIONS[className] : undefined;
  if (!conversion && !isKnown(className)) {
    throw refused(name, className, `one of ${knownClasses().join(', ')}`, className);
  }
  const converted = conversion?.(given) ?? { kind: className, config: given };
  if ('refused' in converted) throw refused(name, className, converted.refused, converted.because);
  const { kind, config } = converted;
  const definition = Object.hasOwn(SAVED_PARTS, kind) ? SAVED_PARTS[kind] : undefined;
  if (!definition) throw refused(name, className, `one of ${knownClasses().join(', ')}`, kind);
  const params: Record<string, Json> = {};
  for (const [key, value] of Object.entries(config)) {
    const known = Object.hasOwn(definition.params, key) && !WITHOUT_EFFECT.has(key);
    if (known) params[key] = asTaken(definition.params[key], key === 'activation' ? activationName(value) : value);
    else if (!asksNothing(kind, key, value))
      throw refused(name, className, `no ${key}, or its usual value`, `${key} = ${JSON.stringify(value)}`);
  }
  // What a file of an older Keras leaves out is as Keras has it, which a node of ours may not.
  for (const [key, value] of Object.entries(LAYERS[kind]?.defaults ?? {})) {
    if (
      !(key in params) &&
      Object.hasOwn(definition.params, key) &&
      definition.params[key]?.parse(asTaken(definition.params[key], value)).ok
    ) {
      params[key] = asTaken(definition.params[key], value);
    }
  }
  const read = readParams(definition, params);
  if (!read.ok)
    throw refused(name, className, read.problem.expected ?? 'another setting', `${read.problem.message} (${read.problem.received ?? ''})`);
  const different = Object.entries(read.params).filter(
    ([key, value]) => key in params && JSON.stringify(value) !== JSON.stringify(definition.params[key]?.default),
  );
  return { kind, params: Object.fromEntries(different) as JsonObject };
}
