import * as tf from '@tensorflow/tfjs';

/** What stands where a moved picture has nothing. */
export interface Filling {
  readonly fillMode: 'constant' | 'nearest' | 'reflect' | 'wrap';
  readonly fillValue: number;
  readonly interpolation: 'bilinear' | 'nearest';
}

/** Where the place (x, y) of the result looks in the picture: (a0·x + a1·y + a2, b0·x + b1·y + b2). Each [batch, 1]. */
export interface Affine {
  readonly a: readonly [tf.Tensor, tf.Tensor, tf.Tensor];
  readonly b: readonly [tf.Tensor, tf.Tensor, tf.Tensor];
}

function flat({ a, b }: Affine): tf.Tensor2D {
  const zero = tf.zerosLike(a[0]);
  return tf.concat([...a, ...b, zero, zero], 1) as tf.Tensor2D;
}

function inverse({ a: [a0, a1, a2], b: [b0, b1, b2] }: Affine): Affine {
  const determinant = a0.mul(b1).sub(a1.mul(b0));
  return {
    a: [b1.div(determinant), a1.neg().div(determinant), a1.mul(b2).sub(a2.mul(b1)).div(determinant)],
    b: [b0.neg().div(determinant), a0.div(determinant), a2.mul(b0).sub(a0.mul(b2)).div(determinant)],
  };
}

/**
 * Pictures [batch, height, width, channels] seen through an affine map each: TensorFlow's `ImageProjectiveTransformV3`. Its
 * gradient is TensorFlow's, the gradient seen through the inverse map; the map itself has none.
 */
export function project(x: tf.Tensor, map: Affine, { fillMode, fillValue, interpolation }: Filling): tf.Tensor {
  const seenAtOnce = (image: tf.Tensor, transforms: tf.Tensor, value: number): tf.Tensor =>
    tf.image.transform(image as tf.Tensor4D, transforms as tf.Tensor2D, interpolation, fillMode, value);
  const seen = (image: tf.Tensor, transforms: tf.Tensor, value: number): tf.Tensor => {
    if (tf.getBackend() === 'tensorflow') return seenAtOnce(image, transforms, value);
    // tfjs's own kernel stops after the first picture of a batch.
    const maps = tf.split(transforms, transforms.shape[0] ?? 1);
    const pictures = tf.split(image, image.shape[0] ?? 1);
    return tf.concat(pictures.map((picture, i) => seenAtOnce(picture, maps[i] ?? transforms, value)));
  };
  const run = tf.customGrad((...args) => {
    const [image, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    const value = seen(image, flat(map), fillValue);
    save([flat(inverse(map))]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [back] = saved;
        if (!back) throw new Error('a moved picture lost what its gradient needs');
        return seen(dy, back, 0);
      },
    };
  });
  return run(x);
}
