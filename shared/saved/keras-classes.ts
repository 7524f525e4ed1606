import type { JsonObject } from '../json';
import { isObject } from './is-object';

/** Whether a class of Keras is a model of layers. */
export const isModelClass = (className: string): boolean => ['Functional', 'Model', 'Sequential'].includes(className);

/** A layer by its name and class; of a model inside the model also what it is made of. */
export interface KerasClass {
  readonly name: string;
  readonly className: string;
  readonly inside: readonly KerasClass[] | null;
}

/** The layers of a model of Keras's, in the model's order, inputs among them. Of what is no model: none. */
export function kerasClasses(model: unknown): readonly KerasClass[] {
  const config: JsonObject = isObject(model) && isObject(model.config) ? model.config : {};
  const layers: readonly unknown[] = Array.isArray(config.layers) ? config.layers : [];
  return layers.flatMap((layer): KerasClass[] => {
    if (!isObject(layer) || typeof layer.class_name !== 'string') return [];
    const name = layer.name ?? (isObject(layer.config) ? layer.config.name : null);
    const inside = isModelClass(layer.class_name) ? kerasClasses(layer) : null;
    return typeof name === 'string' ? [{ name, className: layer.class_name, inside }] : [];
  });
}
