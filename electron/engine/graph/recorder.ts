import * as tf from '@tensorflow/tfjs';
import { attr, tensorProto } from './attrs';
import type { GraphHost, NativeBinding, OpAttribute, Operations, TensorKeeper, TensorMeta, Values } from './native-binding';
import { type Attrs, type AttrValue, DT } from './proto';
import type { Ref, Scope, TensorSpec } from './scope';
import { outputSpecs } from './shape-functions';

/** Something that a graph cannot hold. The message says what, in words for people. */
export class Untraceable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Untraceable';
  }
}

/** A constant made in JavaScript larger than this is data, not structure. */
const MAX_CONSTANT_BYTES = 64 * 2 ** 20;

/** The number format of matrix products and convolutions; all else is computed in single precision. */
export type Precision = 'float32' | 'mixed_bfloat16';

/** What takes nearly all the time of a model, and loses little by shorter numbers: products are added up in single precision. */
const PRODUCTS = new Set(['MatMul', 'BatchMatMulV2', 'Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter']);

/** What a tensor's number stands for while recording. */
type Entry = { readonly spec: TensorSpec } & (
  | { readonly kind: 'ref'; readonly ref: Ref }
  | { readonly kind: 'constant'; readonly values: Values }
);

/**
 * Writes down what tfjs computes instead of computing it: the kernels of tfjs-node name TensorFlow's operations, which
 * become the nodes of a scope. Tensors made meanwhile are names with a shape (negative numbers); reading one fails.
 * Nothing is computed, except what a shape cannot be known of.
 */
export class Recorder {
  readonly #binding: NativeBinding;
  readonly #backend: TensorKeeper;
  readonly #native: Operations;
  readonly #entries = new Map<number, Entry>();
  /** Constants that a scope has, by their numbers. */
  readonly #written = new Map<Scope, Map<number | string, Ref>>();
  /** Numbers of tensors whose values tfjs has not handed over yet: it would keep the number, so it never learns of it. */
  readonly #waiting = new WeakMap<object, number>();
  readonly #precision: Precision;
  #scope: Scope;
  #next = -2;

  constructor({ binding, backend }: GraphHost, scope: Scope, precision: Precision = 'float32') {
    this.#precision = precision;
    this.#binding = binding;
    this.#backend = backend;
    this.#scope = scope;
    const { createTensor, deleteTensor, tensorDataSync, executeOp } = binding;
    this.#native = { createTensor, deleteTensor, tensorDataSync, executeOp };
  }

  get scope(): Scope {
    return this.#scope;
  }

  /** Runs tfjs code and writes down what it would compute. Tensors made by it are gone afterwards. */
  run<T>(work: () => T): T {
    const random = Math.random;
    Object.assign(this.#binding, {
      createTensor: (shape: number[], dtype: number, values: Values) => this.#constant(shape, dtype, values),
      deleteTensor: (id: number) => void (id >= 0 && this.#native.deleteTensor(id)),
      tensorDataSync: (id: number) => this.#read(id),
      executeOp: (op: string, attributes: OpAttribute[], inputs: number[], count: number) => this.#execute(op, attributes, inputs, count),
    });
    Reflect.set(this.#backend, 'getInputTensorIds', (tensors: readonly tf.TensorInfo[]) => tensors.map((tensor) => this.#idOf(tensor)));
    Math.random = () => {
      throw new Untraceable('it draws random numbers in JavaScript, which would be the same at every step');
    };
    tf.engine().startScope('recording');
    try {
      return work();
    } finally {
      tf.engine().endScope();
      Math.random = random;
      Reflect.deleteProperty(this.#backend, 'getInputTensorIds');
      Object.assign(this.#binding, this.#native);
    }
  }

  #idOf(tensor: tf.TensorInfo): number {
    // tfjs-node's stand-in for a 64-bit number, which has no memory of its own.
    if ('valueArray' in tensor) return this.#constant([], DT.int64, tensor.valueArray as Int32Array);
    const held = this.#backend.tensorMap.get(tensor.dataId);
    if (held.values === null) return held.id;
    const known = this.#waiting.get(held);
    if (known !== undefined) return known;
    const id = this.#constant(held.shape, held.dtype, held.values);
    this.#waiting.set(held, id);
    return id;
  }

  /** Runs `work` with everything written into `scope`, a function within the present one. */
  within<T>(scope: Scope, work: () => T): T {
    const outer = this.#scope;
    this.#scope = scope;
    try {
      return work();
    } finally {
      this.#scope = outer;
    }
  }

  /** A tensor that stands for `ref`. Only within `run`. */
  tensorFor(ref: Ref): tf.Tensor {
    return this.#backend.createOutputTensor(this.#note({ kind: 'ref', ref, spec: ref }));
  }

  /** Lets an existing tensor stand for `ref`: a variable, for instance. */
  bind(tensor: tf.Tensor, ref: Ref): void {
    this.#entries.set(this.#idOf(tensor), { kind: 'ref', ref, spec: ref });
  }

  /** Where a tensor stands in the present scope. */
  refOf(tensor: tf.Tensor): Ref {
    return this.#resolve(this.#idOf(tensor));
  }

  /** Adds an operation that tfjs has no kernel for; the tensors stand for what it gives. */
  emit(op: string, inputs: readonly tf.Tensor[], attrs: Attrs, outputs: readonly TensorSpec[]): Ref[] {
    return this.#scope.emit(
      op,
      inputs.map((tensor) => this.refOf(tensor)),
      attrs,
      outputs,
    );
  }

  /** A constant in the present scope. */
  constant(dtype: number, shape: readonly number[], values: ArrayBufferView): Ref {
    const key =
      values.byteLength <= 64
        ? `${dtype}:${shape.join()}:${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex')}`
        : null;
    const known = key !== null && this.#known().get(key);
    if (known) return known;
    const [ref] = this.#scope.emit('Const', [], { dtype: attr.type(dtype), value: attr.tensor(tensorProto(dtype, shape, values)) }, [
      { dtype, shape },
    ]);
    if (!ref) throw new Error('a constant gave nothing');
    if (key !== null) this.#known().set(key, ref);
    return ref;
  }

  #known(): Map<number | string, Ref> {
    const known = this.#written.get(this.#scope) ?? new Map<number | string, Ref>();
    this.#written.set(this.#scope, known);
    return known;
  }

  #note(entry: Entry): TensorMeta {
    const id = this.#next--;
    this.#entries.set(id, entry);
    return { id, shape: [...entry.spec.shape], dtype: entry.spec.dtype };
  }

  #constant(shape: number[], dtype: number, values: Values): number {
    if (values.byteLength > MAX_CONSTANT_BYTES) throw new Untraceable('it makes a large tensor in JavaScript');
    return this.#note({ kind: 'constant', values, spec: { dtype, shape } }).id;
  }

  #read(id: number): Values {
    const entry = this.#entries.get(id);
    if (!entry) return this.#native.tensorDataSync(id);
    if (entry.kind === 'constant') return entry.values;
    throw new Untraceable('it reads numbers while it computes, so that what it does depends on them');
  }

  /** The entry of a tensor that was there before: its numbers become a constant. */
  #foreign(id: number): Entry {
    const values = this.#native.tensorDataSync(id);
    const [meta] = this.#native.executeOp('Shape', [{ name: 'out_type', type: this.#binding.TF_ATTR_TYPE, value: DT.int32 }], [id], 1);
    if (!meta) throw new Error('a tensor has no shape');
    const shape = Array.from(this.#native.tensorDataSync(meta.id));
    this.#native.deleteTensor(meta.id);
    const dtype = values instanceof Float32Array ? DT.float : values instanceof Int32Array ? DT.int32 : DT.bool;
    const entry: Entry = { kind: 'constant', values, spec: { dtype, shape } };
    this.#entries.set(id, entry);
    return entry;
  }

  #entry(id: number): Entry {
    return this.#entries.get(id) ?? this.#foreign(id);
  }

  #resolve(id: number): Ref {
    const entry = this.#entry(id);
    if (entry.kind === 'ref') return this.#scope.bring(entry.ref);
    const known = this.#known().get(id);
    if (known) return known;
    const ref = this.constant(entry.spec.dtype, entry.spec.shape, entry.values);
    this.#known().set(id, ref);
    return ref;
  }

  #execute(op: string, attributes: OpAttribute[], inputs: number[], count: number): TensorMeta[] {
    const attrs: Attrs = Object.fromEntries(attributes.map((attribute) => [attribute.name, this.#attr(op, attribute)]));
    const entries = inputs.map((id) => this.#entry(id));
    const constant = (index: number): readonly number[] | null => {
      const entry = entries[index];
      return entry?.kind === 'constant' ? Array.from(entry.values) : null;
    };
    const outputs =
      outputSpecs({ op, attrs, inputs: entries.map((entry) => entry.spec), constant }) ?? this.#tried(op, attributes, entries, count);
    const resolved = inputs.map((id) => this.#resolve(id));
    // TensorFlow's optimizer spreads a large sum over operations that XLA lacks: there it is written pair by pair.
    if (op === 'AddN' && this.#scope.marks.AddV2) return [this.#pairByPair(resolved)];
    const short = this.#precision === 'mixed_bfloat16' && PRODUCTS.has(op);
    const refs = short ? this.#shortly(op, resolved, attrs, outputs) : this.#scope.emit(op, resolved, attrs, outputs);
    return refs.map((ref) => this.#note({ kind: 'ref', ref, spec: ref }));
  }

  #pairByPair(refs: readonly Ref[]): TensorMeta {
    const sum = refs.reduce((a, b) => {
      const [added] = this.#scope.emit('AddV2', [a, b], {}, [{ dtype: a.dtype, shape: a.shape }]);
      if (!added) throw new Error('a sum gave nothing');
      return added;
    });
    return this.#note({ kind: 'ref', ref: sum, spec: sum });
  }

  #cast(ref: Ref, dtype: number): Ref {
    const types = { SrcT: attr.type(ref.dtype), DstT: attr.type(dtype) };
    const [cast] = this.#scope.emit('Cast', [ref], types, [{ dtype, shape: ref.shape }]);
    if (!cast) throw new Error('a cast gave nothing');
    return cast;
  }

  /** An operation on shorter numbers, whose result is made long again. */
  #shortly(op: string, inputs: readonly Ref[], attrs: Attrs, outputs: readonly TensorSpec[]): Ref[] {
    const short = inputs.map((ref) => (ref.dtype === DT.float ? this.#cast(ref, DT.bfloat16) : ref));
    const results = this.#scope.emit(
      op,
      short,
      { ...attrs, T: attr.type(DT.bfloat16) },
      outputs.map(({ shape }) => ({ dtype: DT.bfloat16, shape })),
    );
    return results.map((ref) => this.#cast(ref, DT.float));
  }

  /** The outputs of an operation whose shapes nobody wrote down: it runs once, on zeros. */
  #tried(op: string, attributes: OpAttribute[], entries: readonly Entry[], count: number): TensorSpec[] {
    const made = entries.map(({ spec, ...entry }) => {
      const size = spec.shape.reduce((a, b) => a * b, 1);
      if ('values' in entry) return this.#native.createTensor([...spec.shape], spec.dtype, entry.values);
      const zeros =
        spec.dtype === DT.float ? new Float32Array(size) : spec.dtype === DT.int32 ? new Int32Array(size) : new Uint8Array(size);
      return this.#native.createTensor([...spec.shape], spec.dtype, zeros);
    });
    const outputs = this.#native.executeOp(op, attributes, made, count);
    for (const id of [...made, ...outputs.map((output) => output.id)]) this.#native.deleteTensor(id);
    return outputs.map(({ dtype, shape }) => ({ dtype, shape }));
  }

  #attr(op: string, { name, type, value }: OpAttribute): AttrValue {
    const kinds = this.#binding;
    switch (type) {
      case kinds.TF_ATTR_TYPE:
        return Array.isArray(value) ? attr.types(value) : attr.type(value as number);
      case kinds.TF_ATTR_BOOL:
        return attr.bool(value as boolean);
      case kinds.TF_ATTR_FLOAT:
        return attr.float(value as number);
      case kinds.TF_ATTR_STRING:
        return attr.string(value as string);
      case kinds.TF_ATTR_SHAPE:
        return attr.shape(value as number[]);
      case kinds.TF_ATTR_INT:
        return Array.isArray(value) ? attr.ints(value) : attr.int(value as number);
      default:
        throw new Untraceable(`its operation ${op} has an attribute “${name}” of a kind that is not known`);
    }
  }
}
