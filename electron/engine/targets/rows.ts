import type * as tf from '@tensorflow/tfjs';

/** All places of all samples under one another: [rows, last axis]. */
export const rows = (tensor: tf.Tensor): tf.Tensor2D =>
  tensor.rank === 2 ? (tensor as tf.Tensor2D) : tensor.reshape([-1, tensor.shape.at(-1) ?? 1]);

/** One number a sample out of one a row: where a sample has several places, their mean. */
export const meanBySample = (values: tf.Tensor1D, batch: number): tf.Tensor1D =>
  values.shape[0] === batch ? values : (values.reshape([batch, -1]).mean(-1) as tf.Tensor1D);
