import * as tf from '@tensorflow/tfjs';

/** `tf.tidy` for work that gives no tensors: all that it made is gone afterwards, whatever happens. */
export function scoped<T>(work: () => T): T {
  tf.engine().startScope('scoped');
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}
