import * as tf from '@tensorflow/tfjs';
import { dilate } from './dilate';
import { asRow, fromRow, kernelAsRow, type Padding } from './spatial';

export interface Convolution {
  /** One an axis. */
  readonly strides: readonly number[];
  readonly padding: Padding;
  /** One an axis; not together with strides. */
  readonly rates: readonly number[];
  /** So many convolutions side by side, each of its part of the channels. */
  readonly groups: number;
  /** Some size is known only with the data. */
  readonly open: boolean;
}

/** Zeros before the first place, so that no place sees a later one. */
function beforeFirst(x: tf.Tensor, size: number): tf.Tensor {
  return tf.pad(x, [
    [0, 0],
    [size, 0],
    [0, 0],
  ]);
}

function oneGroup(x: tf.Tensor, kernel: tf.Tensor, c: Convolution, padding: 'valid' | 'same'): tf.Tensor {
  return dilate(x, kernel, { rates: c.rates, padding, open: c.open }, (map, window, border) => {
    const strides = [...c.strides];
    return map.rank === 5
      ? tf.conv3d(map as tf.Tensor5D, window as tf.Tensor5D, strides as [number, number, number], border)
      : tf.conv2d(map as tf.Tensor4D, window as tf.Tensor4D, strides as [number, number], border);
  });
}

/**
 * A convolution over one, two or three axes, with all that Keras's have and tfjs's lack: gradients with dilation, groups,
 * causal padding.
 *
 * @param x [batch, …places, channels]
 * @param kernel [...window, channels / groups, filters]
 */
export function convolve(x: tf.Tensor, kernel: tf.Tensor, c: Convolution): tf.Tensor {
  if (x.rank === 3) {
    const reach = ((kernel.shape[0] ?? 1) - 1) * (c.rates[0] ?? 1);
    const seen = c.padding === 'causal' ? beforeFirst(x, reach) : x;
    const padding = c.padding === 'causal' ? 'valid' : c.padding;
    const row = { ...c, strides: [1, ...c.strides], rates: [1, ...c.rates], padding } as const;
    return fromRow(convolve(asRow(seen), kernelAsRow(kernel), row));
  }
  const { groups, padding } = c;
  if (padding === 'causal') throw new Error('only a sequence has an order that a convolution can follow');
  if (groups === 1) return oneGroup(x, kernel, c, padding);
  const kernels = tf.split(kernel, groups, -1);
  const parts = tf.split(x, groups, -1).map((part, i) => oneGroup(part, kernels[i] as tf.Tensor, c, padding));
  return tf.concat(parts, -1);
}
