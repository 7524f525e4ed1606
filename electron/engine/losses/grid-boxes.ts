import * as tf from '@tensorflow/tfjs';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';
import type { TrueObject } from './match-boxes';

/** Numbers of a cell before its classes: whether there is an object, x, y, width, height. */
const BEFORE_CLASSES = 5;

export interface GridWeights {
  /** Of place and size; YOLO's is 5. */
  readonly box: number;
  /** Of “nothing here” in empty cells, of which there are many; YOLO's is 0.5. */
  readonly empty: number;
}

export const YOLO_WEIGHTS: GridWeights = { box: 5, empty: 0.5 };

/**
 * One image's objects as the grid's cells should say them: [rows, columns, 5 + classes] – 1 where a cell holds the middle of an
 * object, its place within the cell, its width and height as parts of the image, 1 at its class. Of two objects in one cell the
 * larger is kept.
 *
 * @param objects middle and size as parts of the image
 */
export function gridTargets(objects: readonly TrueObject[], rows: number, columns: number, classes: number): Float32Array {
  const width = BEFORE_CLASSES + classes;
  const grid = new Float32Array(rows * columns * width);
  const size = ({ box }: TrueObject): number => box[2] * box[3];
  for (const object of [...objects].sort((a, b) => size(a) - size(b))) {
    const [x, y, w, h] = object.box;
    const column = Math.min(columns - 1, Math.max(0, Math.floor(x * columns)));
    const row = Math.min(rows - 1, Math.max(0, Math.floor(y * rows)));
    const at = (row * columns + column) * width;
    grid.fill(0, at, at + width);
    grid.set([1, x * columns - column, y * rows - row, w, h], at);
    grid[at + BEFORE_CLASSES + object.class] = 1;
  }
  return grid;
}

/**
 * Loss of boxes on a grid, one a cell, summed over the cells of an image. Cells with an object: λ_box (squared differences of x and
 * y, and of the roots of width and height) + cross-entropy of “here” and of the class. Empty cells: λ_empty · cross-entropy of
 * “not here”. The numbers of a cell are logits: a sigmoid makes the first five, a softmax the classes – where YOLO takes
 * squares of all of them, these are stable and calibrated.
 *
 * Source: Redmon et al. 2016 (YOLO), equation 3; logistic outputs: Redmon & Farhadi 2018.
 *
 * @param target [batch, rows, columns, 5 + classes], of `gridTargets`
 * @param output likewise, logits
 */
export function gridBoxLoss(target: tf.Tensor4D, output: tf.Tensor4D, weights: GridWeights = YOLO_WEIGHTS): tf.Tensor1D {
  const [batch, rows, columns, width] = output.shape;
  const classes = width - BEFORE_CLASSES;
  const cells = batch * rows * columns;
  const part = (tensor: tf.Tensor, from: number, size: number): tf.Tensor2D =>
    tensor.reshape([cells, width]).slice([0, from], [cells, size]) as tf.Tensor2D;
  const here = part(target, 0, 1).squeeze([1]);
  const logit = part(output, 0, 1).squeeze([1]);
  const squares = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => a.sub(b).square().sum(-1);
  // The root of a sigmoid, with a finite slope where the sigmoid rounds to 0.
  const root = tf
    .softplus(part(output, 3, 2).neg())
    .mul(-0.5)
    .exp();
  const box = squares(part(output, 1, 2).sigmoid(), part(target, 1, 2)).add(squares(root, part(target, 3, 2).sqrt()));
  const chosen = softmaxCrossentropy(part(target, BEFORE_CLASSES, classes), part(output, BEFORE_CLASSES, classes));
  const found = box.mul(weights.box).add(tf.softplus(logit.neg())).add(chosen);
  const empty = tf.softplus(logit).mul(weights.empty);
  return here
    .mul(found)
    .add(tf.sub(1, here).mul(empty))
    .reshape([batch, rows * columns])
    .sum(1) as tf.Tensor1D;
}
