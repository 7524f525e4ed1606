import { type Attrs, DT, type NodeDef, type TensorProto } from './proto';
import type { TensorSpec, WrittenFunction } from './scope';

/** A constant by its value. */
export interface ConstantValue extends TensorSpec {
  readonly kind: 'constant';
  readonly values: Float32Array | Int32Array | Uint8Array;
}

/** Where an operation's input comes from; constants stand beside each of their uses. */
export type Source =
  | { readonly kind: 'argument'; readonly index: number }
  /** An output of the step at `step`. */
  | { readonly kind: 'output'; readonly step: number; readonly index: number }
  | ConstantValue;

/** An operation that is no constant. */
export interface UnfoldedStep {
  readonly op: string;
  readonly attrs: Attrs;
  readonly inputs: readonly Source[];
  readonly outputs: readonly TensorSpec[];
}

/**
 * A function without the names and the sharing that depend on its numbers: equal constants are written once, so that two
 * writings of the same computation can differ in which nodes there are.
 */
export interface UnfoldedFunction {
  readonly name: string;
  readonly arguments: readonly TensorSpec[];
  readonly steps: readonly UnfoldedStep[];
  readonly results: readonly Source[];
}

function constantOf(node: NodeDef): ConstantValue {
  const value = node.attr.value;
  if (!value || !('tensor' in value)) throw new Error(`the constant ${node.name} has no value`);
  const { dtype, tensor_shape, tensor_content = new Uint8Array() }: TensorProto = value.tensor;
  // A copy of its own, for numbers of four bytes want to lie at multiples of four.
  const bytes = Uint8Array.from(tensor_content);
  const values = dtype === DT.float ? new Float32Array(bytes.buffer) : dtype === DT.int32 ? new Int32Array(bytes.buffer) : bytes;
  return { kind: 'constant', dtype, shape: (tensor_shape.dim ?? []).map(({ size }) => size), values };
}

export function unfold(written: WrittenFunction): UnfoldedFunction {
  const { signature, node_def, ret } = written;
  const sources = new Map<string, Source>(signature.input_arg.map(({ name }, index) => [name, { kind: 'argument', index }]));
  const sourceOf = (spelled: string): Source => {
    const known = sources.get(spelled);
    if (!known) throw new Error(`the function ${signature.name} has no tensor ${spelled}`);
    return known;
  };
  const steps: UnfoldedStep[] = [];
  for (const node of node_def) {
    const outputs = written.outputs.get(node.name) ?? [];
    for (const [index, { output }] of outputs.entries()) {
      const source: Source = node.op === 'Const' ? constantOf(node) : { kind: 'output', step: steps.length, index };
      sources.set(`${node.name}:${output}`, source);
    }
    if (node.op !== 'Const') steps.push({ op: node.op, attrs: node.attr, inputs: node.input.map(sourceOf), outputs });
  }
  return {
    name: signature.name,
    arguments: written.arguments,
    steps,
    results: signature.output_arg.map(({ name }) => sourceOf(ret[name] ?? '')),
  };
}
