import type * as tf from '@tensorflow/tfjs';
import type { Activation } from './cell';

/** The activations that recurrent cells offer. */
export function activate(activation: Activation, x: tf.Tensor): tf.Tensor {
  switch (activation) {
    case 'tanh':
      return x.tanh();
    case 'relu':
      return x.relu();
    case 'sigmoid':
      return x.sigmoid();
    case 'linear':
      return x;
  }
}
