import * as tf from '@tensorflow/tfjs';
import { maskedSoftmax } from './allowed';
import { type SymbolicShape, shapeList, tensorList } from './layer-config';

/** 1 where two places of a picture are in one row or one column: [places, places]. */
function crosses(height: number, width: number): tf.Tensor2D {
  const places = height * width;
  const values = new Float32Array(places * places);
  for (let i = 0; i < places; i++) {
    const start = i - (i % width);
    values.fill(1, i * places + start, i * places + start + width);
    for (let j = i % width; j < places; j += width) values[i * places + j] = 1;
  }
  return tf.tensor2d(values, [places, places]);
}

/** The weights of `CrissCrossAttention` as a whole matrix [batch, places, places], for those who look at it: training never asks. */
export class CrissCrossScores extends tf.layers.Layer {
  static readonly className = 'CrissCrossScores';

  override computeOutputShape(inputShape: SymbolicShape | SymbolicShape[]): SymbolicShape {
    const [batch = null, height, width] = shapeList(inputShape)[0] ?? [];
    const places = typeof height === 'number' && typeof width === 'number' ? height * width : null;
    return [batch, places, places];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [query, key] = tensorList(inputs) as tf.Tensor4D[];
      if (!query || !key) throw new Error('criss-cross scores were asked without query or key');
      const [batch, height, width, size] = query.shape;
      const rows = (x: tf.Tensor4D): tf.Tensor3D => x.reshape([batch, height * width, size]);
      return maskedSoftmax(tf.matMul(rows(query), rows(key), false, true), crosses(height, width));
    });
  }
}
