import type { WeightSpec } from './define-node';

/** How many numbers the weights have, and how many of them training changes. */
export function countWeights(weights: readonly WeightSpec[]): { readonly all: number; readonly trainable: number } {
  let all = 0;
  let trainable = 0;
  for (const weight of weights) {
    const size = weight.shape.reduce((product, dim) => product * dim, 1);
    all += size;
    if (weight.trainable) trainable += size;
  }
  return { all, trainable };
}
