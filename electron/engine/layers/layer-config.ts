import type * as tf from '@tensorflow/tfjs';

/** What tfjs hands to a layer's constructor: checked by the node types' schemas before it gets here. */
export type LayerArgs = ConstructorParameters<typeof tf.layers.Layer>[0];

/** Symbolic sizes are null. */
export type SymbolicShape = (number | null)[];

/** One shape, where tfjs may hand a list of one. */
export function firstShape(shape: SymbolicShape | SymbolicShape[]): SymbolicShape {
  const [first] = shape;
  return Array.isArray(first) ? first : (shape as SymbolicShape);
}

/** Shapes as a list, where tfjs hands a single one bare. */
export function shapeList(shape: SymbolicShape | SymbolicShape[]): SymbolicShape[] {
  return Array.isArray(shape[0]) ? (shape as SymbolicShape[]) : [shape as SymbolicShape];
}

/** Tensors as a list, where tfjs hands a single one bare. */
export function tensorList(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(inputs) ? inputs : [inputs];
}

export function firstTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const [first] = tensorList(inputs);
  if (!first) throw new Error('a layer was called without a tensor');
  return first;
}

/** The last size of a shape, which the graph's inference has made sure of. */
export function featuresOf(shape: SymbolicShape): number {
  const last = shape.at(-1);
  if (typeof last !== 'number') throw new Error('the number of features is not known');
  return last;
}

/** Whether the model is being trained: what `model.apply(…, { training })` hands down. */
export const isTraining = (kwargs: { readonly [name: string]: unknown } | undefined): boolean => kwargs?.training === true;
