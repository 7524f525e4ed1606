import type * as tf from '@tensorflow/tfjs';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';

type TfjsBinding = ConstructorParameters<typeof NodeJSKernelBackend>[0];

/** What a call gives of one tensor: the number under which the binding keeps it, negative while only recorded. */
export interface TensorMeta {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** One attribute of an operation, as tfjs-node hands it to TensorFlow. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export type Values = Float32Array | Int32Array | Uint8Array;

/** The parts of tfjs-node's binding that compute. All others are TensorFlow's numbers for types. */
export interface Operations {
  createTensor(shape: number[], dtype: number, values: Values): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Values;
  executeOp(name: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorMeta[];
}

export interface Sessions {
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  /** How many are loaded and not deleted. */
  getNumOfSavedModels(): number;
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): TensorMeta[];
}

/** The numbers that say of what kind an attribute is. */
export interface AttributeKinds {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
}

export type NativeBinding = Operations & Sessions & AttributeKinds;

/**
 * The binding with methods that can be put in the place of its own, which are read-only: a recorder listens there.
 *
 * @param native what `process.dlopen` gave
 */
export function openBinding(native: unknown): NativeBinding & TfjsBinding {
  const source = native as { readonly [name: string]: unknown };
  const names = Object.getOwnPropertyNames(source);
  const entries = names.map((name) => {
    const value = source[name];
    return [name, typeof value === 'function' ? value.bind(source) : value] as const;
  });
  return Object.fromEntries(entries) as NativeBinding & TfjsBinding;
}

/** The parts of tfjs-node's backend, private to it, that keep which tensor has which number. */
export interface TensorKeeper {
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(meta: TensorMeta): tf.Tensor;
  readonly tensorMap: { get(dataId: object): HeldTensor };
}

export interface HeldTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
  /** Numbers that were not handed over to TensorFlow yet; null: they were. */
  readonly values: Values | null;
}

/** TensorFlow as this process has it: what tfjs computes with, and the binding beneath. */
export interface GraphHost {
  readonly binding: NativeBinding;
  readonly backend: TensorKeeper;
}
