import type * as tf from '@tensorflow/tfjs';
import { hasMovingWeights } from './moving-weights';
import type { RulesOf, WeightRules } from './weight-rules';

/** One weight of a model under a name that is the same in every process. */
export interface NamedWeight {
  /** `<layer>/<path>` as Keras has it: `dense/kernel`, `attention/query/kernel`, `lstm/forward/recurrent_kernel`. */
  readonly name: string;
  readonly layer: string;
  /** tfjs's class of the layer. */
  readonly className: string;
  /** The name without the layer: `query/kernel`. The same as in the node's `WeightSpec`. */
  readonly path: string;
  readonly trainable: boolean;
  /** Not by a gradient, but training changes it: a moving mean. */
  readonly moving: boolean;
  readonly variable: tf.Variable;
  /** Absent: none. */
  readonly rules?: WeightRules;
  /** What the weight is before training where nothing is drawn: the layer itself says it. Absent: by its distribution. */
  readonly start?: () => Float32Array;
}

/** A layer of ours whose weights start from what it computes by its own settings. */
export interface StartsItself {
  /** By the path of a weight. */
  startingValues(path: string): Float32Array;
}

const startsItself = (layer: unknown): layer is StartsItself =>
  typeof layer === 'object' && layer !== null && 'startingValues' in layer && typeof layer.startingValues === 'function';

/**
 * All weights of a model in a stable order, within a layer in Keras's. tfjs's own names count up with every model
 * that a process builds, so they cannot stand in files.
 */
export function namedWeights(model: tf.LayersModel, rulesOf: RulesOf = () => undefined): readonly NamedWeight[] {
  const named: NamedWeight[] = [];
  for (const layer of model.layers) {
    const trainable = new Set(layer.trainableWeights);
    const moving = new Set(hasMovingWeights(layer) ? layer.movingWeights : []);
    for (const weight of layer.weights) {
      // tfjs puts the layer's name before the weight's.
      const path = weight.originalName.slice(layer.name.length + 1);
      const rules = rulesOf(layer.name, path);
      named.push({
        name: `${layer.name}/${path}`,
        layer: layer.name,
        className: layer.getClassName(),
        path,
        trainable: trainable.has(weight),
        moving: moving.has(weight),
        // What `read` returns is the variable itself (tfjs-layers 4.22, variables.ts), as its own training relies on.
        variable: weight.read() as tf.Variable,
        ...(rules && { rules }),
        ...(startsItself(layer) && { start: () => layer.startingValues(path) }),
      });
    }
  }
  return named;
}
