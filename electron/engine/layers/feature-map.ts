import * as tf from '@tensorflow/tfjs';
import type { HeadParts } from './heads';

/** `elu`: elu(x) + 1 (Katharopoulos et al.). `exp`: the numbers are logarithms of features (`RandomFeatures`). */
export type FeatureMap = 'elu' | 'exp';

/** Added to every random feature, as in the authors' code: no row of them sums to 0. */
const LEAST = 1e-6;
const FAR = 1e9;

/** The largest over axes, as a number without gradient: what it is subtracted from is divided by itself in the end. */
function largest(x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    save([input]);
    const gradFunc = (_dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [first] = saved;
      if (!first) throw new Error('a maximum lost what its gradient needs');
      return tf.zerosLike(first);
    };
    return { value: input.max([...axes], true), gradFunc };
  });
  return run(x);
}

/** Positive features of queries and keys, [batch, heads, places, features] each; those of padded keys are 0. */
export function mapFeatures({ query, key, real }: Omit<HeadParts, 'value'>, map: FeatureMap): { query: tf.Tensor4D; key: tf.Tensor4D } {
  const mask = real?.reshape([real.shape[0], 1, real.shape[1], 1]) ?? null;
  const masked = (features: tf.Tensor): tf.Tensor4D => (mask ? features.mul(mask) : features) as tf.Tensor4D;
  switch (map) {
    case 'elu':
      return { query: query.elu().add(1), key: masked(key.elu().add(1)) };
    case 'exp': {
      // Queries by themselves, keys all together: a factor for each row, or one for all columns, changes no weight.
      const keys = mask ? key.add(mask.sub(1).mul(FAR)) : key;
      return {
        query: query
          .sub(largest(query, [-1]))
          .exp()
          .add(LEAST) as tf.Tensor4D,
        key: masked(
          keys
            .sub(largest(keys, [-2, -1]))
            .exp()
            .add(LEAST),
        ),
      };
    }
  }
}

/** Divides by the sums of weights; where there is nothing to look at, by almost 0: 0 stays 0, and gradients finite. */
export function divided(weighted: tf.Tensor, sums: tf.Tensor): tf.Tensor {
  return weighted.div(sums.maximum(1e-12));
}
