import type { Json, JsonObject } from '../../json';

/** Objects of Keras that layers take as arguments and that are no layers, with the module that they are in. */
const MODULES: { readonly [className: string]: string } = { L1L2: 'keras.regularizers', MaxNorm: 'keras.constraints' };

/** `keras.regularizers.L1L2(l1=0, l2=0.01)`; null where the value is no such object. */
export function kerasObject(value: Json, write: (value: Json) => string): string | null {
  if (typeof value !== 'object' || value === null || !('class_name' in value) || !('config' in value)) return null;
  const { class_name, config } = value as { readonly class_name: Json; readonly config: JsonObject };
  const module = typeof class_name === 'string' && Object.hasOwn(MODULES, class_name) ? MODULES[class_name] : undefined;
  if (module === undefined) return null;
  const keywords = Object.entries(config).map(([key, argument]) => `${key}=${write(argument)}`);
  return `${module}.${class_name}(${keywords.join(', ')})`;
}
