import * as tf from '@tensorflow/tfjs';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';
import { boxDistance, cornersOf, generalisedIouLoss } from './box-losses';
import { DETR_WEIGHTS, type MatchWeights } from './match-boxes';

/** What the queries should say, in their order: see `queryTargets`. */
export interface SetTargets {
  /** [batch, queries], int32; the last class is “no object”. */
  readonly classes: tf.Tensor2D;
  /** [batch, queries, 4]: middle and size. */
  readonly boxes: tf.Tensor3D;
  /** [batch, queries]: 1 where there is an object. */
  readonly matched: tf.Tensor2D;
}

export interface SetOutputs {
  /** [batch, queries, classes + 1]. */
  readonly logits: tf.Tensor3D;
  /** [batch, queries, 4]: middle and size, as parts of the image. */
  readonly boxes: tf.Tensor3D;
}

/** What an image's losses are divided by, in place of the counts of its batch. */
export interface ImageCounts {
  /** The weights of its queries' classes. */
  readonly weight: number;
  readonly objects: number;
}

/** The same for images that have `objects` on the average: sums over any images, in batches of any size, are then as good as one. */
export const countsOf = (queries: number, objects: number, noObject: number): ImageCounts => {
  const found = Math.min(queries, Math.max(objects, LEAST_OBJECTS));
  return { weight: found + (queries - found) * noObject, objects: found };
};

/** Objects that an image has at least on the average: data without any divides by something. */
const LEAST_OBJECTS = 1e-3;

/**
 * DETR's loss given which query finds which object: weighted cross-entropy (queries without an object count `noObject`), and of
 * those with one L1 and 1 − GIoU of their boxes. One number an image, whose mean over the batch is the paper's: classes are
 * averaged by their weights, boxes by the number of objects in the batch (at least 1); or by what `counts` says, where an image's
 * loss does not depend on the others of its batch.
 *
 * Source: Carion et al. 2020, equations 2 and 9; their `SetCriterion`.
 */
export function setLoss(
  targets: SetTargets,
  outputs: SetOutputs,
  noObject = 0.1,
  weights: MatchWeights = DETR_WEIGHTS,
  fixed: ImageCounts | null = null,
): tf.Tensor1D {
  const [batch, queries, classes] = outputs.logits.shape;
  const losses = softmaxCrossentropy(
    targets.classes.reshape([batch * queries]) as tf.Tensor1D,
    outputs.logits.reshape([batch * queries, classes]) as tf.Tensor2D,
  ).reshape([batch, queries]);
  const counts = targets.matched.mul(1 - noObject).add(noObject);
  const perWeight = fixed ? tf.scalar(1 / fixed.weight) : tf.div(batch, tf.maximum(counts.sum(), 1e-7));
  const perObject = fixed ? tf.scalar(1 / fixed.objects) : tf.div(batch, tf.maximum(targets.matched.sum(), 1));
  const ofBoxes = (values: tf.Tensor, weight: number): tf.Tensor => values.mul(targets.matched).sum(1).mul(perObject).mul(weight);
  return losses
    .mul(counts)
    .sum(1)
    .mul(perWeight)
    .mul(weights.class)
    .add(ofBoxes(boxDistance(targets.boxes, outputs.boxes), weights.distance))
    .add(ofBoxes(generalisedIouLoss(cornersOf(targets.boxes), cornersOf(outputs.boxes)), weights.overlap))
    .as1D();
}
