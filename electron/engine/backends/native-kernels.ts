import * as tf from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';
import { RANDOM_KERNEL } from '../randomness';
import { DENSE_KERNEL, SPARSE_KERNEL } from '../step/softmax-crossentropy';

/** Makes operations of TensorFlow that tfjs does not know callable as its kernels. */
export function registerNativeKernels(): void {
  const typed = (args: { backend: unknown }, name: string, dtype: tf.DataType) => {
    const backend = native(args);
    return { name, type: backend.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger(dtype) };
  };
  const native = (args: { backend: unknown }): NodeJSKernelBackend => args.backend as NodeJSKernelBackend;
  const input = (args: { inputs: unknown }, name: string): tf.Tensor => (args.inputs as { [name: string]: tf.Tensor })[name] as tf.Tensor;
  tf.registerKernel({
    kernelName: RANDOM_KERNEL,
    backendName: 'tensorflow',
    kernelFunc: (args) => {
      const shape = tf.tensor1d(args.attrs?.shape as unknown as number[], 'int32');
      const types = [typed(args, 'dtype', 'float32'), typed(args, 'T', 'int32'), typed(args, 'Tseed', 'int32')];
      const drawn = native(args).executeSingleOutput(RANDOM_KERNEL, types, [shape, input(args, 'seed')]);
      shape.dispose();
      return drawn;
    },
  });
  tf.registerKernel({
    // `tf.image.transform`, which tfjs-node lacks.
    kernelName: 'Transform',
    backendName: 'tensorflow',
    kernelFunc: (args) => {
      const backend = native(args);
      const image = input(args, 'image');
      const text = (name: string, from: string) => ({
        name,
        type: backend.binding.TF_ATTR_STRING,
        value: String(args.attrs?.[from]).toUpperCase(),
      });
      const size = tf.tensor1d(image.shape.slice(1, 3), 'int32');
      const fill = tf.scalar(args.attrs?.fillValue as unknown as number, 'float32');
      const attributes = [typed(args, 'dtype', image.dtype), text('interpolation', 'interpolation'), text('fill_mode', 'fillMode')];
      const seen = backend.executeSingleOutput('ImageProjectiveTransformV3', attributes, [image, input(args, 'transforms'), size, fill]);
      size.dispose();
      fill.dispose();
      return seen;
    },
  });
  tf.registerKernel({
    kernelName: DENSE_KERNEL,
    backendName: 'tensorflow',
    kernelFunc: (args) =>
      native(args).executeMultipleOutputs(DENSE_KERNEL, [typed(args, 'T', 'float32')], [input(args, 'logits'), input(args, 'labels')], 2),
  });
  tf.registerKernel({
    kernelName: SPARSE_KERNEL,
    backendName: 'tensorflow',
    kernelFunc: (args) =>
      native(args).executeMultipleOutputs(
        SPARSE_KERNEL,
        [typed(args, 'T', 'float32'), typed(args, 'Tlabels', 'int32')],
        [input(args, 'logits'), input(args, 'labels')],
        2,
      ),
  });
}
