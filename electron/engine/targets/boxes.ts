import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import { BOX_ROW, readBoxes } from '../../data/targets/box-rows';
import { BEFORE_CLASSES, foundBoxes, widthOf } from '../../data/targets/found-boxes';
import { cornersOf, overlapOf } from '../losses/box-losses';
import { gridBoxLoss } from '../losses/grid-boxes';
import { countsOf, setLoss } from '../losses/set-loss';
import { cocoAveragePrecision, type FoundBox, pascalAveragePrecision, type TrueBox } from '../metrics/average-precision';
import { assignBoxes } from './assign-boxes';
import { cellTargets } from './cell-targets';
import { defineTargetLosses, type WholeSplit } from './define-target-losses';

type Plan = TargetPlanOf<'boxes'>;
type Grid = Extract<Plan['head'], { form: 'grid' }>;
type Set = Extract<Plan['head'], { form: 'set' }>;

const part = (tensor: tf.Tensor, from: number, size: number): tf.Tensor => {
  const begin = tensor.shape.map((_, axis) => (axis === tensor.rank - 1 ? from : 0));
  return tensor.slice(begin, [...tensor.shape.slice(0, -1), size]);
};

/** Of a set: what the queries should say and what they say. */
function setParts({ classes }: Plan, target: tf.Tensor, output: tf.Tensor) {
  const there = part(target, 0, 1).squeeze([2]) as tf.Tensor2D;
  const named = part(target, 1, 1).squeeze([2]);
  return {
    targets: {
      // The class behind the others is “no object”.
      classes: named.mul(there).add(tf.sub(1, there).mul(classes)).toInt() as tf.Tensor2D,
      boxes: part(target, 2, 4) as tf.Tensor3D,
      matched: there,
    },
    outputs: { logits: part(output, 0, classes + 1) as tf.Tensor3D, boxes: part(output, classes + 1, 4) as tf.Tensor3D },
  };
}

function setLosses(plan: Plan, head: Set, target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const { targets, outputs } = setParts(plan, target, output);
  return setLoss(targets, outputs, head.no_object, head.weights, countsOf(head.queries, plan.per_picture, head.no_object));
}

/** Middle and size of a grid's boxes as parts of the picture, out of places within cells: [batch, rows, columns, 4]. */
function placed({ rows, columns }: Grid, within: tf.Tensor): tf.Tensor {
  const [x, y, width, height] = tf.split(within, 4, -1);
  if (!x || !y || !width || !height) throw new Error('a box has four numbers');
  const across = tf.range(0, columns).reshape([1, 1, columns, 1]);
  const down = tf.range(0, rows).reshape([1, rows, 1, 1]);
  return tf.concat([x.add(across).div(columns), y.add(down).div(rows), width, height], -1);
}

/** Overlap of each box with the one that answers for it, and which count: [batch, queries or cells]. */
function answered(plan: Plan, target: tf.Tensor, output: tf.Tensor): { readonly overlaps: tf.Tensor; readonly there: tf.Tensor } {
  const { head, classes } = plan;
  if (head.form === 'set') {
    const { targets, outputs } = setParts(plan, target, output);
    return { overlaps: overlapOf(cornersOf(targets.boxes), cornersOf(outputs.boxes)), there: targets.matched };
  }
  const cells = cellTargets(target as tf.Tensor3D, head.rows, head.columns, classes);
  const overlaps = overlapOf(cornersOf(placed(head, part(cells, 1, 4))), cornersOf(placed(head, part(output, 1, 4).sigmoid())));
  const flat = [output.shape[0] ?? 1, head.rows * head.columns];
  return { overlaps: overlaps.reshape(flat), there: part(cells, 0, 1).reshape(flat) };
}

/** All true boxes and all that were found, picture by picture. */
export function boxesOfSplit(plan: Plan, { samples, expected, given }: WholeSplit): { truth: TrueBox[]; found: FoundBox[] } {
  const room = expected.length / samples;
  const width = given.length / samples;
  const truth: TrueBox[] = [];
  const found: FoundBox[] = [];
  for (let image = 0; image < samples; image++) {
    for (const { class: label, box } of readBoxes(expected.subarray(image * room, (image + 1) * room))) {
      const [x, y, w, h] = box;
      truth.push({ image, class: label, box: [x - w / 2, y - h / 2, x + w / 2, y + h / 2] });
    }
    for (const one of foundBoxes(plan, given.subarray(image * width, (image + 1) * width))) found.push({ image, ...one });
  }
  return { truth, found };
}

/** Boxes, of a set or of a grid. */
export const boxesLosses = defineTargetLosses('boxes', {
  takesOut: () => null,
  losses: (plan, target, output) => {
    const { head, classes } = plan;
    if (head.form === 'set') return setLosses(plan, head, target, output);
    const cells = cellTargets(target as tf.Tensor3D, head.rows, head.columns, classes);
    return gridBoxLoss(cells, output.reshape([-1, head.rows, head.columns, BEFORE_CLASSES + classes]) as tf.Tensor4D, head.weights);
  },
  assigner: (plan) => (plan.head.form === 'set' ? (target, output) => assignBoxes(plan, target, output) : null),
  metric: () => 'box_iou',
  // Of a picture without boxes nothing is missed.
  metrics: (plan, target, output) => {
    const { overlaps, there } = answered(plan, target, output);
    const count = there.sum(1);
    const mean = overlaps.mul(there).sum(1).div(tf.maximum(count, 1));
    return mean.add(tf.sub(1, tf.minimum(count, 1))).as1D();
  },
  whole: (plan, _state, split) => {
    const { samples, expected, given } = split;
    if (samples === 0 || expected.length % (samples * BOX_ROW) !== 0 || given.length % (samples * widthOf(plan)) !== 0) return {};
    const { truth, found } = boxesOfSplit(plan, split);
    return { map_50: pascalAveragePrecision(truth, found), map_50_95: cocoAveragePrecision(truth, found) };
  },
});
