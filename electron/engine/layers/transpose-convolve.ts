import * as tf from '@tensorflow/tfjs';
import { asRow, fromRow, kernelAsRow } from './spatial';

export interface TransposedConvolution {
  /** One an axis. */
  readonly strides: readonly number[];
  readonly padding: 'valid' | 'same';
  /** Places that come out, one an axis. */
  readonly places: readonly number[];
}

type Triple = [number, number, number];

/** tfjs computes it in three dimensions but has no gradient: that by `x` is the convolution itself. */
function transpose3d(x: tf.Tensor5D, kernel: tf.Tensor5D, shape: number[], strides: Triple, padding: 'valid' | 'same'): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, filter, save] = args as unknown as [tf.Tensor5D, tf.Tensor5D, (tensors: tf.Tensor[]) => void];
    save([input, filter]);
    const value = tf.conv3dTranspose(input, filter, shape as [number, number, number, number, number], strides, padding);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
      const [before, window] = saved;
      if (!before || !window) throw new Error('a transposed convolution lost what its gradient needs');
      const byFilter = tf
        .engine()
        .runKernel('Conv3DBackpropFilterV2', { x: dy, dy: before }, { strides, pad: padding, filterShape: window.shape });
      return [tf.conv3d(dy as tf.Tensor5D, window as tf.Tensor5D, strides, padding), byFilter as tf.Tensor];
    };
    return { value, gradFunc };
  });
  return run(x, kernel);
}

/**
 * The gradient of a convolution, as a layer: every number paints a window.
 *
 * @param x [batch, …places, channels]
 * @param kernel [...window, filters, channels]
 */
export function transposeConvolve(x: tf.Tensor, kernel: tf.Tensor, { strides, padding, places }: TransposedConvolution): tf.Tensor {
  if (x.rank === 3) {
    return fromRow(transposeConvolve(asRow(x), kernelAsRow(kernel), { strides: [1, ...strides], padding, places: [1, ...places] }));
  }
  const shape = [x.shape[0] ?? 1, ...places, kernel.shape.at(-2) ?? 1];
  if (x.rank === 5) return transpose3d(x as tf.Tensor5D, kernel as tf.Tensor5D, shape, [...strides] as Triple, padding);
  return tf.conv2dTranspose(
    x as tf.Tensor4D,
    kernel as tf.Tensor4D,
    shape as [number, number, number, number],
    [...strides] as [number, number],
    padding,
  );
}
