import * as tf from '@tensorflow/tfjs';
import type { Engine } from './engine';

/** tfjs's kernels in JavaScript: slow, on one thread, but they run everywhere. */
export async function openCpu(reason: string): Promise<Engine> {
  // Else tfjs greets on standard error and recommends another package.
  tf.enableProdMode();
  if (!(await tf.setBackend('cpu'))) throw new Error('the JavaScript backend did not start');
  return {
    name: 'cpu',
    device: 'JavaScript on the CPU, 1 thread',
    version: tf.version.tfjs,
    reason,
    tf,
    graphs: null,
    memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes }),
  };
}
