import * as tf from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';

const sameShape = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((dim, i) => dim === b[i]);

/** Shapes of one model's reshapes; beyond so many (data of ever new sizes) none is kept any more. */
const MAX_SHAPES = 1000;

/**
 * tfjs's gradients cast float32 to float32 and reshape to the same shape all the time, and tfjs-node runs a kernel for
 * each. Here those cost nothing: the result is the same memory, counted once more. Other reshapes keep their
 * shape tensor instead of uploading it anew.
 */
export function lightenKernels(): void {
  replaceGather();
  const cast = tf.getKernel('Cast', 'tensorflow');
  const reshape = tf.getKernel('Reshape', 'tensorflow');
  if (!cast || !reshape) throw new Error('tfjs-node has no Cast or Reshape');
  const shapes = new Map<string, tf.Tensor1D>();
  const shapeTensor = (shape: number[]): { tensor: tf.Tensor1D; kept: boolean } => {
    const key = shape.join();
    const known = shapes.get(key);
    if (known) return { tensor: known, kept: true };
    const tensor = tf.tensor1d(shape, 'int32');
    if (shapes.size >= MAX_SHAPES) return { tensor, kept: false };
    shapes.set(key, tf.keep(tensor));
    return { tensor, kept: true };
  };

  tf.unregisterKernel('Cast', 'tensorflow');
  tf.registerKernel({
    ...cast,
    kernelFunc: (args) => {
      const x = args.inputs.x as tf.TensorInfo;
      if (x.dtype !== args.attrs?.dtype) return cast.kernelFunc(args);
      (args.backend as NodeJSKernelBackend).incRef(x.dataId);
      return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
    },
  });
  tf.unregisterKernel('Reshape', 'tensorflow');
  tf.registerKernel({
    ...reshape,
    kernelFunc: (args) => {
      const x = args.inputs.x as tf.TensorInfo;
      const shape = args.attrs?.shape as unknown as number[];
      const backend = args.backend as NodeJSKernelBackend;
      if (sameShape(x.shape, shape)) {
        backend.incRef(x.dataId);
        return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
      }
      const { tensor, kept } = shapeTensor(shape);
      const types = [
        { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger(x.dtype) },
        { name: 'Tshape', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_INT32 },
      ];
      const result = backend.executeSingleOutput('Reshape', types, [x, tensor]);
      if (!kept) tensor.dispose();
      return result;
    },
  });
}

/** tfjs-node reads all indices first to check them, which TensorFlow does by itself; reading also hinders recording. */
function replaceGather(): void {
  tf.unregisterKernel('GatherV2', 'tensorflow');
  tf.registerKernel({
    kernelName: 'GatherV2',
    backendName: 'tensorflow',
    kernelFunc: (args) => {
      const { x, indices } = args.inputs as { readonly x: tf.Tensor; readonly indices: tf.Tensor };
      const backend = args.backend as NodeJSKernelBackend;
      const axis = tf.scalar(args.attrs?.axis as number, 'int32');
      const type = (name: string, dtype: tf.DataType) => ({
        name,
        type: backend.binding.TF_ATTR_TYPE,
        value: backend.getDTypeInteger(dtype),
      });
      const attributes = [
        { name: 'batch_dims', type: backend.binding.TF_ATTR_INT, value: args.attrs?.batchDims as number },
        type('Tparams', x.dtype),
        type('Tindices', indices.dtype),
        type('Taxis', 'int32'),
      ];
      const gathered = backend.executeSingleOutput('GatherV2', attributes, [x, indices, axis]);
      axis.dispose();
      return gathered;
    },
  });
}
