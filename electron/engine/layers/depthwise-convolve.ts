import * as tf from '@tensorflow/tfjs';
import { dilate } from './dilate';
import { asRow, fromRow, kernelAsRow } from './spatial';

export interface DepthwiseConvolution {
  /** One an axis. */
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
  /** One an axis; not together with strides. */
  readonly rates: readonly number[];
  readonly open: boolean;
}

/**
 * Each channel by windows of its own, over a sequence or a map.
 *
 * @param x [batch, …places, channels]
 * @param kernel [...window, channels, multiplier]
 */
export function depthwiseConvolve(x: tf.Tensor, kernel: tf.Tensor, { strides, padding, rates, open }: DepthwiseConvolution): tf.Tensor {
  if (x.rank === 3) {
    const [stride = 1] = strides;
    // Both strides equal: on one row the first plays no part, and TensorFlow's kernel is faster so.
    const row = { strides: [stride, stride], padding, rates: [1, ...rates], open };
    return fromRow(depthwiseConvolve(asRow(x), kernelAsRow(kernel), row));
  }
  return dilate(x, kernel, { rates, padding, open }, (map, window, border) =>
    tf.depthwiseConv2d(map as tf.Tensor4D, window as tf.Tensor4D, [...strides] as [number, number], border),
  );
}
