import * as tf from '@tensorflow/tfjs';
import { type SymbolicShape, shapeList, tensorList } from './layer-config';

/** Taken from a place's own energy in its column: its row has it already. */
const FAR = 1e9;

/** [batch, height, width, …] ↔ [batch, width, height, …]. */
const turned = (x: tf.Tensor): tf.Tensor4D => x.transpose([0, 2, 1, 3]) as tf.Tensor4D;

/**
 * Criss-cross attention (arXiv:1811.11721, equations 1 and 2, without the sum): every place of a picture attends to the
 * height + width − 1 places of its column and its row. Query, key and value: [batch, height, width, channels] each.
 */
export class CrissCrossAttention extends tf.layers.Layer {
  static readonly className = 'CrissCrossAttention';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    return shapeList(inputShape)[2] ?? [];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [query, key, value] = tensorList(inputs) as tf.Tensor4D[];
      if (!query || !key || !value) throw new Error('criss-cross attention was called without query, key or value');
      const [, height, width] = query.shape;
      const column = tf.matMul(turned(query), turned(key), false, true).sub(tf.eye(height).mul(FAR));
      const row = tf.matMul(query, key, false, true);
      const weights = tf.softmax(tf.concat([turned(column), row], 3), -1);
      const [down, across] = tf.split(weights, [height, width], 3);
      if (!down || !across) throw new Error('criss-cross attention lost its weights');
      return turned(tf.matMul(turned(down), turned(value))).add(tf.matMul(across as tf.Tensor4D, value));
    });
  }
}
