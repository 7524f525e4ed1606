import * as tf from '@tensorflow/tfjs';
import { randomStream } from './random-stream';

/**
 * What is random within a step. The trainer sets it before each step; dropout draws from it. A mask derives
 * from (seed, layer, step) alone, so that a resumed run draws what an uninterrupted one does, and the layers'
 * order does not matter. (tfjs's own seeded dropout repeats one mask at every step.)
 */
export const randomness = { seed: 0, step: 0 };

/** Called before each training step. */
export function seedStep(seed: number, step: number): void {
  randomness.seed = seed;
  randomness.step = step;
}

/** Inverted dropout: 0 with probability `rate`, else 1 / (1 − rate). */
export function dropoutMask(shape: readonly number[], rate: number, layer: string): tf.Tensor {
  const next = randomStream('dropout', randomness.seed, layer, randomness.step);
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = new Float32Array(size);
  const kept = 1 / (1 - rate);
  for (let i = 0; i < size; i++) if (next() >= rate) values[i] = kept;
  return tf.tensor(values, [...shape], 'float32');
}
