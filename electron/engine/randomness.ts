import * as tf from '@tensorflow/tfjs';
import { philoxUniform } from './philox';
import { randomStream } from './random-stream';

/** Registered where TensorFlow draws by itself. */
export const RANDOM_KERNEL = 'StatelessRandomUniform';

/**
 * What is random within a step. The trainer sets it before each step; dropout draws from it. A mask derives
 * from (seed, layer, step) alone, so that a resumed run draws what an uninterrupted one does, and the layers'
 * order does not matter. (tfjs's own seeded dropout repeats one mask at every step.) The step is a tensor where the
 * computation is recorded once and run for many steps.
 */
export const randomness: { seed: number; step: number | tf.Scalar } = { seed: 0, step: 0 };

/** Called before each training step. */
export function seedStep(seed: number, step: number | tf.Scalar): void {
  randomness.seed = seed;
  randomness.step = step;
}

/** Draws numbers in [0, 1) of a shape out of a key and the step. */
export type Drawer = (shape: readonly number[], key: number) => tf.Tensor;

let drawer: Drawer | null = null;

/** Runs `work` with every draw done by `other`: XLA would draw other numbers, so they are drawn before it. */
export function withDrawer<T>(other: Drawer | null, work: () => T): T {
  const before = drawer;
  drawer = other;
  try {
    return work();
  } finally {
    drawer = before;
  }
}

/** Uniform numbers in [0, 1), the same on every engine. */
function uniform(shape: readonly number[], layer: string): tf.Tensor {
  const key = Math.floor(randomStream('dropout', randomness.seed, layer)() * 2 ** 31);
  const { step } = randomness;
  if (drawer) return drawer(shape, key);
  if (tf.getKernel(RANDOM_KERNEL, tf.getBackend())) {
    const at = typeof step === 'number' ? tf.scalar(step, 'int32') : step;
    const seed = tf.stack([tf.scalar(key, 'int32'), at]);
    return tf.engine().runKernel(RANDOM_KERNEL, { seed }, { shape: [...shape] }) as tf.Tensor;
  }
  if (typeof step !== 'number') throw new Error('only TensorFlow records what it draws');
  const size = shape.reduce((product, dim) => product * dim, 1);
  return tf.tensor(philoxUniform(size, [key, step]), [...shape], 'float32');
}

/** Normal numbers of mean 0 and deviation 1, by Box and Muller: two draws, so that every engine and every recorded graph has the same. */
export function normalNoise(shape: readonly number[], layer: string): tf.Tensor {
  return tf.tidy(() => {
    // In (0, 1]: the logarithm of 0 is no number.
    const radius = tf
      .sub(1, uniform(shape, `${layer}/radius`))
      .log()
      .mul(-2)
      .sqrt();
    return radius.mul(
      uniform(shape, `${layer}/angle`)
        .mul(2 * Math.PI)
        .cos(),
    );
  });
}

/** 1 with probability 1 − rate, else 0. */
export function keptMask(shape: readonly number[], rate: number, layer: string): tf.Tensor {
  return tf.tidy(() => uniform(shape, layer).greaterEqual(rate).toFloat());
}

/** Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate). */
export function dropoutMask(shape: readonly number[], rate: number, layer: string): tf.Tensor {
  return tf.tidy(() =>
    uniform(shape, layer)
      .greaterEqual(rate)
      .toFloat()
      .mul(1 / (1 - rate)),
  );
}

/** Uniform numbers in [low, high), the same on every engine. */
export function uniformBetween(shape: readonly number[], low: number, high: number, layer: string): tf.Tensor {
  return tf.tidy(() =>
    uniform(shape, layer)
      .mul(high - low)
      .add(low),
  );
}
