import type { TargetPlanOf } from '../../../graph/feed';
import { pyNumber } from '../literal';
import type { PythonTarget } from './define-python-target';

const PAIRS = `def pairs_of(y_true, y_pred):
    """Distances from each sample (rows) to each, who is of the same class, and who of another."""
    square = keras.ops.sum(keras.ops.square(y_pred[:, None] - y_pred[None]), axis=-1)
    same = keras.ops.cast(y_true[:, :1] == keras.ops.transpose(y_true[:, :1]), "float32")
    itself = keras.ops.cast(y_true[:, 1:] == keras.ops.transpose(y_true[:, 1:]), "float32")
    return keras.ops.sqrt(keras.ops.maximum(square, 1e-12)), same * (1 - itself), 1 - same`;

const FAR = '1e9';

/** The mean over what counts, as one number a sample: Keras takes the mean over the batch. */
const MEAN = 'keras.ops.cast(keras.ops.shape(y_true)[0], "float32")';

function loss(plan: TargetPlanOf<'identity'>): string {
  const { node, width } = plan;
  const margin = pyNumber(plan.margin);
  switch (plan.loss) {
    case 'triplet_hard':
      return `def triplet_loss_${node}(y_true, y_pred):
    """Hermans et al. 2017: the farthest of the same class against the nearest of another."""
    distances, positive, negative = pairs_of(y_true, y_pred)
    farthest = keras.ops.max(distances * positive, axis=1)
    nearest = keras.ops.min(distances + (1 - negative) * ${FAR}, axis=1)
    has = keras.ops.max(positive, axis=1) * keras.ops.max(negative, axis=1)
    losses = keras.ops.relu((farthest - nearest) * has + ${margin}) * has
    return losses * ${MEAN} / keras.ops.maximum(keras.ops.sum(has), 1)`;
    case 'triplet_semihard':
      return `def triplet_loss_${node}(y_true, y_pred):
    """Schroff et al. 2015: each of the same class against the nearest other that lies farther, else the farthest other."""
    distances, positive, negative = pairs_of(y_true, y_pred)
    outside = keras.ops.cast(distances[:, None] > distances[:, :, None], "float32") * negative[:, None]
    nearest = keras.ops.min(distances[:, None] + (1 - outside) * ${FAR}, axis=2)
    any_outside = keras.ops.max(outside, axis=2)
    farthest = keras.ops.max(distances * negative, axis=1, keepdims=True)
    chosen = nearest * any_outside + farthest * (1 - any_outside)
    valid = positive * keras.ops.max(negative, axis=1, keepdims=True)
    losses = keras.ops.sum(keras.ops.relu((distances - chosen) * valid + ${margin}) * valid, axis=1)
    return losses * ${MEAN} / keras.ops.maximum(keras.ops.sum(valid), 1)`;
    case 'arcface':
      return `def arcface_loss_${node}(y_true, y_pred):
    """Deng et al. 2019: a margin is added to the angle to the right centre."""
    cosines = y_pred[:, ${width}:]
    right = keras.ops.one_hot(keras.ops.cast(y_true[:, 0], "int32"), ${plan.classes})
    own = keras.ops.sum(cosines * right, axis=-1, keepdims=True)
    sine = keras.ops.sqrt(keras.ops.clip(1 - keras.ops.square(own), 1e-12, 1))
    turned = own * math.cos(${margin}) - sine * math.sin(${margin})
    given = keras.ops.where(own > math.cos(math.pi - ${margin}), turned, own - ${margin} * math.sin(${margin}))
    return keras.ops.categorical_crossentropy(right, (cosines + right * (given - own)) * ${pyNumber(plan.scale ?? 64)}, from_logits=True)


def accuracy_${node}(y_true, y_pred):
    """How often the centre with the smallest angle is the right one."""
    said = keras.ops.argmax(y_pred[:, ${width}:], axis=-1)
    return keras.ops.cast(said == keras.ops.cast(y_true[:, 0], said.dtype), "float32")


accuracy_${node}.__name__ = "accuracy"`;
  }
}

/** Who is who, by the nearest mean vector. */
export const identityInPython: PythonTarget<'identity'> = {
  judgedBy: (plan) => ({
    loss: `${plan.loss === 'arcface' ? 'arcface' : 'triplet'}_loss_${plan.node}`,
    metrics: plan.loss === 'arcface' ? `accuracy_${plan.node}` : '',
    helpers: plan.loss === 'arcface' ? [loss(plan)] : [PAIRS, loss(plan)],
  }),
  // Who, and which sample: a triplet is of three different ones.
  encode: (_plan, _state, values, learned) =>
    `np.array([[${learned}["labels"].index(value), at] for at, value in enumerate(${values})], "float32")`,
  print: ({ width, margin }, { threshold }, output, learned) => {
    const limit = threshold === null ? pyNumber(margin) : `${learned}["threshold"]`;
    return [
      `known = [(label, centre) for label, centre in zip(${learned}["labels"], ${learned}["centres"] or []) if centre]`,
      `near = sorted((sum((a - b) ** 2 for a, b in zip(${output}[:${width}], centre)) ** 0.5, label) for label, centre in known)`,
      `print(near[0][1] if near and near[0][0] <= ${limit} else "nobody known", near[:3])`,
    ];
  },
};
