import { isObject } from './is-object';

/** The layers of a model of Keras's with their classes, in the model's order, inputs among them. Of what is no model: none. */
export function kerasClasses(model: unknown): readonly (readonly [name: string, className: string])[] {
  const config = isObject(model) && isObject(model.config) ? model.config : {};
  const layers: readonly unknown[] = Array.isArray(config.layers) ? config.layers : [];
  return layers.flatMap((layer): (readonly [string, string])[] => {
    if (!isObject(layer) || typeof layer.class_name !== 'string') return [];
    const name = layer.name ?? (isObject(layer.config) ? layer.config.name : null);
    return typeof name === 'string' ? [[name, layer.class_name]] : [];
  });
}
