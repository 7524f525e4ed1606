import * as tf from '@tensorflow/tfjs';
import { absolute } from './absolute';

/** Left, top, right, bottom, each of the boxes' leading shape with a last axis of 1. */
function sides(boxes: tf.Tensor): readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor] {
  const [left, top, right, bottom] = tf.split(boxes, 4, -1);
  if (!left || !top || !right || !bottom) throw new Error('a box has four numbers');
  return [left, top, right, bottom];
}

/** Middle and size to corners: x, y, width, height → left, top, right, bottom. [..., 4] → [..., 4]. */
export function cornersOf(boxes: tf.Tensor): tf.Tensor {
  const [x, y, width, height] = sides(boxes);
  const [halfWidth, halfHeight] = [width.mul(0.5), height.mul(0.5)];
  return tf.concat([x.sub(halfWidth), y.sub(halfHeight), x.add(halfWidth), y.add(halfHeight)], -1);
}

/** |difference| summed over the four numbers of a box, however they are meant: [..., 4] → [...]. DETR's L1. */
export function boxDistance(target: tf.Tensor, output: tf.Tensor): tf.Tensor {
  return absolute(output.sub(target)).sum(-1);
}

/** Areas of two boxes by their corners, each of the boxes' leading shape with a last axis of 1. */
function areasOf(
  target: tf.Tensor,
  output: tf.Tensor,
): { readonly common: tf.Tensor; readonly union: tf.Tensor; readonly hull: tf.Tensor } {
  const [l, t, r, b] = sides(target);
  const [l2, t2, r2, b2] = sides(output);
  const area = (width: tf.Tensor, height: tf.Tensor): tf.Tensor => width.relu().mul(height.relu());
  const common = area(tf.minimum(r, r2).sub(tf.maximum(l, l2)), tf.minimum(b, b2).sub(tf.maximum(t, t2)));
  const union = area(r.sub(l), b.sub(t))
    .add(area(r2.sub(l2), b2.sub(t2)))
    .sub(common);
  const hull = area(tf.maximum(r, r2).sub(tf.minimum(l, l2)), tf.maximum(b, b2).sub(tf.minimum(t, t2)));
  return { common, union, hull };
}

/** Intersection over union of two boxes by their corners: [..., 4] → [...]. Without area: 0. */
export function overlapOf(target: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const { common, union } = areasOf(target, output);
  return common.div(tf.maximum(union, LEAST_AREA)).squeeze([-1]);
}

/** What a box without area is divided by. */
const LEAST_AREA = 1e-9;

/**
 * 1 − generalised IoU, from 0 (the same) towards 2 (far apart): GIoU = IoU − (hull − union) / hull, the hull being the least box
 * around both. Pulls boxes together even where they do not meet. A box of no or negative size has no area.
 *
 * Source: Rezatofighi et al. 2019.
 *
 * @param target [..., 4]: left, top, right, bottom
 * @param output likewise
 * @returns [...]
 */
export function generalisedIouLoss(target: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const { common, union, hull } = areasOf(target, output);
  const iou = common.div(tf.maximum(union, LEAST_AREA));
  const waste = hull.sub(union).div(tf.maximum(hull, LEAST_AREA));
  return tf.sub(1, iou.sub(waste)).squeeze([-1]);
}
