import type { Json, JsonObject } from '../../json';
import { layerOf } from '../../layers/layer-of';
import { kerasObject } from './keras-object';

/** A layer of ours that Keras lacks: the script carries its Python twin. */
export const isCustomLayer = (className: string): boolean => layerOf(className).python !== undefined;

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A layer inside a wrapper: `{ class_name, config }`. */
function isLayer(value: Json): value is { readonly class_name: string; readonly config: JsonObject } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'class_name' in value && 'config' in value;
}

/** Sizes of the same number in all directions are written once where Keras takes both: `(3, 3)` as `3`. */
function argument(value: Json, write: (value: Json) => string): string {
  const object = kerasObject(value, write);
  if (object !== null) return object;
  if (isLayer(value)) return constructLayer(value.class_name, value.config, null, write);
  const [first] = Array.isArray(value) ? value : [];
  if (Array.isArray(value) && value.length > 1 && typeof first === 'number' && first > 0 && value.every((v) => v === first))
    return write(first);
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
  const known = layerOf(className);
  const rest = new Map(Object.entries(config).filter(([key]) => key !== 'name' && key !== 'trainable' && key !== 'dtype'));
  if (config.trainable === false) rest.set('trainable', false);
  const parts: string[] = [];
  for (const key of known.positional ?? []) {
    const value = rest.get(key);
    if (value === undefined) break;
    rest.delete(key);
    // A target shape is a shape: (4, 4) stays (4, 4).
    parts.push(key === 'target_shape' ? write(value) : argument(value, write));
  }
  for (const [key, value] of rest) {
    if (same(value, known.defaults?.[key])) continue;
    parts.push(`${key}=${argument(value, write)}`);
  }
  if (dtype !== null) parts.push(`dtype=${write(dtype)}`);
  if (name !== null) parts.push(`name=${write(name)}`);
  return `${isCustomLayer(className) ? '' : 'layers.'}${className}(${parts.join(', ')})`;
}

/**
 * The arguments of the call: tensors as the layer takes them, then keywords.
 *
 * @param named keywords of the last tensors
 */
export function callArguments(
  className: string,
  all: readonly string[],
  named: readonly string[],
  call: JsonObject,
  write: (value: Json) => string,
): string {
  const tensors = all.slice(0, all.length - named.length);
  const takes = layerOf(className).takes ?? (tensors.length > 1 ? 'list' : undefined);
  const given = named.map((keyword, i) => `${keyword}=${all[tensors.length + i]}`);
  const keywords = Object.entries(call)
    .filter(([, value]) => value !== false && value !== null)
    .map(([key, value]) => `${key}=${write(value)}`);
  return [takes === 'list' ? `[${tensors.join(', ')}]` : tensors.join(', '), ...given, ...keywords].join(', ');
}
