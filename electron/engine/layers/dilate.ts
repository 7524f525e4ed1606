import * as tf from '@tensorflow/tfjs';
import type { Padding } from './spatial';
import { spreadKernel } from './spread-kernel';

export interface Dilation {
  /** One an axis. */
  readonly rates: readonly number[];
  readonly padding: Exclude<Padding, 'causal'>;
  /** Some size is known only with the data: what is computed of it must hold for every length. */
  readonly open: boolean;
}

/** A convolution without strides, without dilation: `padding` tells what to do at the border. */
export type Convolve = (x: tf.Tensor, kernel: tf.Tensor, padding: 'valid' | 'same') => tf.Tensor;

/**
 * A convolution whose window has gaps, which tfjs cannot train: the places that are a rate apart become neighbours in a batch
 * of their own, so that an ordinary window goes over them. (A spread kernel multiplies by its zeros too: rate to the power of
 * the axes as much.) Where the length is known only with the data the kernel is spread after all, for how far the length
 * is from a multiple of the rate cannot be written down in a graph for all lengths.
 *
 * @param x [batch, …places, channels]
 * @param kernel [...window, …]
 */
export function dilate(x: tf.Tensor, kernel: tf.Tensor, { rates, padding, open }: Dilation, convolve: Convolve): tf.Tensor {
  if (rates.every((rate) => rate === 1)) return convolve(x, kernel, padding);
  if (open) return convolve(x, spreadKernel(kernel, rates), padding);
  const ends = rates.map((rate, axis): readonly [before: number, after: number, more: number] => {
    const lost = padding === 'same' ? ((kernel.shape[axis] ?? 1) - 1) * rate : 0;
    const before = Math.floor(lost / 2);
    const whole = (x.shape[axis + 1] ?? 1) + lost;
    return [before, lost - before, (rate - (whole % rate)) % rate];
  });
  const apart = tf.spaceToBatchND(
    x,
    [...rates],
    ends.map(([before, after, more]) => [before, after + more]),
  );
  return tf.batchToSpaceND(
    convolve(apart, kernel, 'valid'),
    [...rates],
    ends.map(([, , more]) => [0, more]),
  );
}
