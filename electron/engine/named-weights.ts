import type * as tf from '@tensorflow/tfjs';

/** One weight of a model under a name that is the same in every process. */
export interface NamedWeight {
  /** `<layer>/<weight>`, as `dense/kernel`; a repeated one gets `:1`, `:2`, … */
  readonly name: string;
  readonly layer: string;
  readonly trainable: boolean;
  readonly variable: tf.Variable;
}

/**
 * All weights of a model in a stable order. tfjs's own names count up with every model that a process builds, so
 * they cannot stand in files.
 */
export function namedWeights(model: tf.LayersModel): readonly NamedWeight[] {
  const used = new Map<string, number>();
  const named: NamedWeight[] = [];
  for (const layer of model.layers) {
    const trainable = new Set(layer.trainableWeights);
    for (const weight of layer.weights) {
      const base = `${layer.name}/${weight.originalName.split('/').pop()}`;
      const count = used.get(base) ?? 0;
      used.set(base, count + 1);
      named.push({
        name: count === 0 ? base : `${base}:${count}`,
        layer: layer.name,
        trainable: trainable.has(weight),
        // What `read` returns is the variable itself (tfjs-layers 4.22, variables.ts), as its own training relies on.
        variable: weight.read() as tf.Variable,
      });
    }
  }
  return named;
}
