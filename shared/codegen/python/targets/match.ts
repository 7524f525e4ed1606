import { pyNumber } from '../literal';
import type { PythonTarget } from './define-python-target';

/** Whether two are the same, by their distance. */
export const matchInPython: PythonTarget<'match'> = {
  judgedBy: ({ node, margin }) => ({
    loss: `contrastive_loss_${node}`,
    metrics: `accuracy_${node}`,
    helpers: [
      `def contrastive_loss_${node}(y_true, y_pred):
    """Hadsell, Chopra & LeCun 2006: draws the same together, pushes different ones apart by the margin."""
    near = y_true * keras.ops.square(y_pred)
    far = (1 - y_true) * keras.ops.square(keras.ops.relu(${pyNumber(margin)} - y_pred))
    return keras.ops.mean((near + far) / 2, axis=-1)


def accuracy_${node}(y_true, y_pred):
    """How many are judged rightly at half of the margin."""
    same = keras.ops.cast(y_pred <= ${pyNumber(margin / 2)}, y_true.dtype)
    return keras.ops.mean(keras.ops.cast(same == y_true, "float32"), axis=-1)


accuracy_${node}.__name__ = "accuracy"`,
    ],
  }),
  encode: (_plan, _state, values, learned) => `np.array([[value == ${learned}["labels"][1]] for value in ${values}], "float32")`,
  print: ({ margin }, { threshold }, output, learned) => {
    const limit = threshold === null ? pyNumber(margin / 2) : `${learned}["threshold"]`;
    return [`print(${learned}["labels"][int(${output}[0] <= ${limit})], "- distance", ${output}[0], "- the same up to", ${limit})`];
  },
};
