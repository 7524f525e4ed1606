import * as tf from '@tensorflow/tfjs';
import type { GraphHost } from '../graph/native-binding';
import { openTensorflow } from './tensorflow';

/**
 * Does `work` on TensorFlow, whichever engine is open; the open one is tfjs's backend again afterwards. `work` waits for
 * nothing, so that nobody else computes meanwhile. Throws a `StudioError` where the library is not installed.
 */
export async function onTensorflow<T>(work: (host: GraphHost) => T): Promise<T> {
  const before: string | null = tf.getBackend();
  const { graphs } = await openTensorflow('what was asked for needs it', null);
  try {
    if (!graphs) throw new Error('TensorFlow records no graphs');
    return work(graphs);
  } finally {
    if (before && before !== tf.getBackend()) await tf.setBackend(before);
  }
}
