import type { TensorRef } from '../../shared/graph/layer-record';
import { type BenchModel, Stack } from './stack';

/** Features of a place. */
const FEATURES = 64;
const HEADS = 4;
/** The same at every length: what grows is the sequence alone. */
const BATCH = 1;

/** One block of attention over a sequence of numbers; two classes of the mean of its places. */
function around(attention: (stack: Stack, x: TensorRef) => TensorRef): (length: number) => BenchModel {
  return (length) => {
    const stack = new Stack();
    const sequence = stack.layer('Reshape', { target_shape: [length, FEATURES] }, stack.numbers(length, FEATURES));
    return stack.done(stack.mean(attention(stack, sequence)), 2, BATCH);
  };
}

/** By the kinds of lengths.mjs: the model at a length. */
export const LENGTH_MODELS: { readonly [kind: string]: (length: number) => BenchModel } = {
  full: around((stack, x) => stack.attend(x, HEADS, FEATURES / HEADS)),
};
