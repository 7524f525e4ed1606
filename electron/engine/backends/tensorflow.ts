import os from 'node:os';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { StudioError } from '../../../shared/studio-error';
import { bindingPath, TENSORFLOW_VERSION } from '../../runtime/binding-path';
import { type GraphHost, openBinding, type TensorKeeper } from '../graph/native-binding';
import type { Engine } from './engine';
import { registerFasterKernels } from './faster-kernels';
import { lightenKernels } from './lighter-kernels';
import { registerNativeKernels } from './native-kernels';

let host: GraphHost | null = null;

/**
 * Set before the library is loaded; values that the user set win. TF_DETERMINISTIC_OPS is not among them: kernels of the
 * CPU give the same bits without it, and with it XLA refuses the gradient of pooling.
 */
function prepareEnvironment(threads: number): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  process.env.TF_NUM_INTEROP_THREADS ??= String(threads);
}

/**
 * TensorFlow's own kernels on the CPU. tfjs-node's entry is not loaded: it looks for the binding in its
 * package's folder, ours lies in the user's cache.
 */
export async function openTensorflow(reason: string, wished: number | null): Promise<Engine> {
  const binding = bindingPath();
  if (!binding) {
    throw new StudioError('TensorFlow’s library is not installed.', {
      expected: `TensorFlow ${TENSORFLOW_VERSION} in the cache folder`,
      received: 'nothing there',
      advice: 'Run “npm run cli -- doctor”: it says what is missing and the command that mends it.',
    });
  }
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS) || wished || os.cpus().length;
  prepareEnvironment(threads);
  if (tf.findBackend('tensorflow') === null) {
    // tfjs-node 4.22 calls a function that Node 23 dropped.
    if (!('isNullOrUndefined' in util)) Reflect.set(util, 'isNullOrUndefined', (v: unknown) => v === null || v === undefined);
    const native: { exports: unknown } = { exports: {} };
    process.dlopen(native, binding);
    await import('@tensorflow/tfjs-node/dist/register_all_kernels.js');
    const backend = await import('@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js');
    const opened = openBinding(native.exports);
    const made = new backend.NodeJSKernelBackend(opened, '@tensorflow/tfjs-node');
    tf.registerBackend('tensorflow', () => made, 3);
    host = { binding: opened, backend: made as unknown as TensorKeeper };
    lightenKernels();
    registerFasterKernels();
    registerNativeKernels();
  }
  if (!(await tf.setBackend('tensorflow'))) throw new Error('the TensorFlow backend did not start');
  return {
    name: 'tensorflow',
    device: `CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    version: TENSORFLOW_VERSION,
    reason,
    tf,
    graphs: host,
    memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes }),
  };
}
