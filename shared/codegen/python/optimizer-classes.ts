import { pyNumber, pyString } from './literal';

/** A class of the script's own, which stands in for one of Keras's optimizers. */
export interface OptimizerClass {
  readonly name: string;
  readonly source: string;
}

/** Adds up the parts of a word's gradient first: see docs/decisions/embedding-gradients.md. */
export function wholeClass(base: string, kerasClass: string): OptimizerClass {
  const name = `Whole${kerasClass}`;
  const source = `class ${name}(${base}):
    """Where a word comes twice in a batch, Keras on TensorFlow squares and clips each part of its gradient alone.
    Added up first, the updates are those of the application, of other backends and of the papers."""

    def apply(self, grads, trainable_variables=None):
        grads = [keras.ops.add(keras.ops.zeros(grad.shape), grad) if hasattr(grad, "indices") else grad for grad in grads]
        super().apply(grads, trainable_variables)


`;
  return { name, source };
}

/**
 * Multiplies the learning rate of some layers: Keras has no keyword for it.
 *
 * @param factors by the name of the layer
 * @param decays the optimizer shrinks weights, by the rate too
 */
export function pacedClass(
  base: string,
  kerasClass: string,
  factors: readonly (readonly [layer: string, factor: number])[],
  decays: boolean,
): OptimizerClass {
  const name = `Paced${kerasClass}`;
  const decay = `

    def _apply_weight_decay(self, variables):
        for variable in variables:
            variable.assign(variable - variable * self.weight_decay * self.learning_rate * self.factor(variable))`;
  const source = `# What the learning rate of a layer's weights is multiplied with.
FACTORS = {${factors.map(([layer, factor]) => `${pyString(layer)}: ${pyNumber(factor)}`).join(', ')}}


class ${name}(${base}):
    """Layers learn at rates of their own."""

    def factor(self, variable):
        path = self._trainable_variables[self._get_variable_index(variable)].path
        return FACTORS.get(path.split("/")[0], 1.0)

    def update_step(self, gradient, variable, learning_rate):
        super().update_step(gradient, variable, learning_rate * self.factor(variable))${decays ? decay : ''}


`;
  return { name, source };
}
