import * as tf from '@tensorflow/tfjs';
import { BOX_ROW } from '../../data/targets/box-rows';

/** 1 at the place that each row names: [rows, 1] → [rows, count]. `tf.oneHot` knows no single place. */
const hot = (places: tf.Tensor, count: number): tf.Tensor => places.equal(tf.range(0, count).reshape([1, count])).toFloat();

/**
 * What the cells of a grid should say, out of lists of boxes: what `gridTargets` makes, in tensors. Of two objects in one
 * cell the first of the list is kept.
 *
 * @param boxes [batch, room, 6], see `box-rows.ts`; the largest first
 * @returns [batch, rows, columns, 5 + classes]
 */
export function cellTargets(boxes: tf.Tensor3D, rows: number, columns: number, classes: number): tf.Tensor4D {
  const [batch, room] = boxes.shape;
  const cells = rows * columns;
  const [there, label, x, y, width, height] = tf.split(boxes.reshape([batch * room, BOX_ROW]), BOX_ROW, 1);
  if (!there || !label || !x || !y || !width || !height) throw new Error('a box has six numbers');
  const column = x
    .mul(columns)
    .floor()
    .clipByValue(0, columns - 1);
  const row = y
    .mul(rows)
    .floor()
    .clipByValue(0, rows - 1);
  const kinds = hot(label, classes);
  const said = tf.concat([there, x.mul(columns).sub(column), y.mul(rows).sub(row), width, height, kinds], 1);
  const held = hot(row.mul(columns).add(column), cells).mul(there).reshape([batch, room, cells]);
  // Of each cell the first that it holds, as its place in the whole list; of an empty one any: it counts nothing.
  const first = held
    .argMax(1)
    .add(tf.range(0, batch, 1, 'int32').mul(room).expandDims(1).toInt())
    .toInt();
  const used = held.max(1).reshape([batch * cells, 1]);
  return tf
    .gather(said, first.reshape([batch * cells]) as tf.Tensor1D)
    .mul(used)
    .reshape([batch, rows, columns, 5 + classes]);
}
