import type { TargetPlanOf } from '../../../graph/feed';
import type { PythonTarget } from './define-python-target';

function helper({ node, loss, items }: TargetPlanOf<'items'>): string {
  const losses =
    loss === 'bayesian_ranking'
      ? [
          `    hot = keras.ops.one_hot(y_true, ${items})`,
          '    chosen = keras.ops.sum(y_pred * hot, axis=-1, keepdims=True)',
          `    others = (1 - hot) * keras.ops.cast(keras.ops.arange(${items}) > 0, "float32")`,
          `    losses = keras.ops.sum(keras.ops.softplus(y_pred - chosen) * others, axis=-1) / ${Math.max(1, items - 2)}`,
        ]
      : ['    losses = keras.ops.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)'];
  return `def placed_${node}(y_true, y_pred):
    """Ids at every place (0: nothing is asked), and a score an item."""
    if len(y_pred.shape) == 2:
        y_pred = y_pred[:, None]
    return keras.ops.cast(y_true, "int32"), y_pred


def next_item_loss_${node}(y_true, y_pred):
    """${loss === 'bayesian_ranking' ? 'Bayesian personalised ranking against all other items' : 'Cross-entropy of the next item'}: the mean over each sample's own places."""
    y_true, y_pred = placed_${node}(y_true, y_pred)
${losses.join('\n')}
    asked = keras.ops.cast(y_true > 0, "float32")
    return keras.ops.sum(losses * asked, axis=1) / keras.ops.maximum(keras.ops.sum(asked, axis=1), 1)


def recall_at_10_${node}(y_true, y_pred):
    """How often the right item is among the first ten at the last place."""
    y_true, y_pred = placed_${node}(y_true, y_pred)
    scores, right = y_pred[:, -1], y_true[:, -1]
    own = keras.ops.take_along_axis(scores, right[:, None], axis=-1)
    return keras.ops.cast(keras.ops.sum(keras.ops.cast(scores > own, "int32"), axis=-1) < 10, "float32")


recall_at_10_${node}.__name__ = "recall_at_10"`;
}

/** The next of many items. */
export const itemsInPython: PythonTarget<'items'> = {
  judgedBy: (plan) => ({ loss: `next_item_loss_${plan.node}`, metrics: `recall_at_10_${plan.node}`, helpers: [helper(plan)] }),
  // Filled and cut in front: the newest stands last.
  encode: ({ length }, _state, values) =>
    length === null
      ? `np.array([value[-1:] for value in ${values}], "int32")`
      : `np.array([([0] * ${length} + list(value))[-${length}:] for value in ${values}], "int32")`,
  print: ({ items }, _state, output) => [
    `scores = ${output}.reshape(-1, ${items})[-1]`,
    'print([int(item) for item in scores.argsort()[::-1] if item > 0][:10])',
  ],
};
