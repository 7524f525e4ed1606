import * as tf from '@tensorflow/tfjs';
import { differentiableScan } from '../differentiable-scan';
import type { Direction, RecurrentConfig } from './cell';

const inOrder = (tensor: tf.Tensor, backwards: boolean): tf.Tensor => (backwards ? tensor.reverse(0) : tensor);

/** x W + b of one direction, in the order in which it reads: [steps, batch, width]. One product for all steps. */
export function project({ x, backwards }: Direction, kernel: tf.Tensor, bias: tf.Tensor | null): tf.Tensor3D {
  const [batch, steps, features] = x.shape;
  const flat = tf.matMul(x.reshape([batch * steps, features]) as tf.Tensor2D, kernel as tf.Tensor2D);
  const width = kernel.shape[1] ?? 1;
  const projected = (bias ? flat.add(bias) : flat).reshape([batch, steps, width]).transpose([1, 0, 2]);
  return inOrder(projected, backwards) as tf.Tensor3D;
}

/**
 * Goes through the steps of every direction side by side: a padded place keeps the state of the one before.
 *
 * @param projected a direction: [steps, batch, width]
 * @param weights used in every step, each [directions, …]
 * @param next the state after a step, [directions, batch, units], of what was projected, the state before, and the weights
 * @returns one a direction, as `Cell.read`
 */
export function readSteps(
  directions: readonly Direction[],
  projected: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
  mask: tf.Tensor2D | null,
  config: RecurrentConfig,
  next: (x: tf.Tensor, h: tf.Tensor, weights: readonly tf.Tensor[]) => tf.Tensor,
): tf.Tensor[] {
  const stacked = tf.stack([...projected], 1);
  const [steps = 0, count = 1, batch = 1] = stacked.shape;
  const stepMask = mask?.transpose().expandDims(-1);
  const keep = stepMask
    ? tf.stack(
        directions.map((d) => inOrder(stepMask, d.backwards)),
        1,
      )
    : null;
  const states = differentiableScan({
    steps,
    inputs: [stacked],
    fixed: keep ? [keep] : [],
    carry: [[count, batch, config.units]],
    weights,
    step: ([x], [m], [h], w) => {
      if (!x || !h) throw new Error('a recurrent step is missing');
      const now = next(x, h, w);
      return [m ? h.add(now.sub(h).mul(m)) : now];
    },
  });
  // Keras's Bidirectional gives 0 at padded places, a layer alone the state kept.
  const given = keep && config.returnSequences && count > 1 ? states.mul(keep) : states;
  // tfjs's gradient of unstack fails on a single part.
  const parts = count === 1 ? [given.squeeze([1])] : tf.unstack(given, 1);
  return parts.map((part, i) => {
    if (config.returnSequences) return inOrder(part, directions[i]?.backwards ?? false).transpose([1, 0, 2]);
    return part.slice([steps - 1, 0, 0], [1, batch, config.units]).reshape([batch, config.units]);
  });
}
