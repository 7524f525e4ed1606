import table from './op-table.json';
import { type Attrs, type AttrValue, DT, type FunctionDef, type NodeDef } from './proto';

/** What is known of a tensor before anything runs. */
export interface TensorSpec {
  readonly dtype: number;
  readonly shape: readonly number[];
}

/** One tensor of a graph under construction. */
export interface Ref extends TensorSpec {
  readonly scope: Scope;
  /** The node that makes it, or, with `output` null, the argument of the function. */
  readonly node: string;
  /** How a function's body spells the output: `product:0`. */
  readonly output: string | null;
  readonly index: number;
}

/** A function that was written down here, with what is known of the tensors in it. */
export interface WrittenFunction extends FunctionDef {
  readonly arguments: readonly Ref[];
  /** By node: its outputs, in order. */
  readonly outputs: ReadonlyMap<string, readonly Ref[]>;
}

/** See op-table.py. */
const TABLE: { readonly [op: string]: string | undefined } = table;

function entryOf(op: string): { readonly outputs: readonly string[]; readonly inputs: readonly string[] } {
  const entry = TABLE[op];
  if (entry === undefined) throw new Error(`TensorFlow’s operation ${op} is not in op-table.json`);
  const [outputs = '', inputs = ''] = entry.split('|');
  return { outputs: outputs.split(','), inputs: inputs.split(',') };
}

function countOf(attr: AttrValue | undefined, op: string): number {
  if (attr && 'i' in attr) return attr.i;
  if (attr && 'list' in attr) return attr.list.type?.length ?? 0;
  throw new Error(`the operation ${op} does not say how many outputs it has`);
}

/** `product:0` for each output of an operation, in order. */
function outputNames(op: string, attrs: Attrs): string[] {
  return entryOf(op).outputs.flatMap((entry) => {
    const [name = '', counted] = entry.split('*');
    const count = counted === undefined ? 1 : countOf(attrs[counted], op);
    return Array.from({ length: count }, (_, i) => `${name}:${i}`);
  });
}

/** tfjs-node leaves out what TensorFlow can tell by the inputs; a function must say it. */
function withTypes(op: string, attrs: Attrs, inputs: readonly TensorSpec[]): Attrs {
  const found: { [name: string]: AttrValue } = {};
  let at = 0;
  for (const entry of entryOf(op).inputs) {
    const [type = '', counted] = entry.split('*');
    const input = inputs[at];
    if (type && input && !(type in attrs)) found[type] = { type: input.dtype };
    if (counted === undefined) at += 1;
    else {
      const given = attrs[counted];
      const others = entryOf(op).inputs.length - 1;
      const count = given && 'i' in given ? given.i : inputs.length - others;
      if (!given) found[counted] = { i: count };
      at += count;
    }
  }
  return { ...attrs, ...found };
}

/** A graph, or the body of a function, while it is written down. */
export class Scope {
  /** Where tensors from outside come from; null: the graph itself, which has no arguments. */
  readonly parent: Scope | null;
  readonly nodes: NodeDef[] = [];
  readonly arguments: Ref[] = [];
  /** What the arguments stand for, where it is a tensor of the parent. */
  readonly captured = new Map<Ref, Ref>();
  readonly #outputs = new Map<string, readonly Ref[]>();
  /** Attributes that operations here carry besides their own. */
  readonly marks: { readonly [op: string]: Attrs | undefined };
  #count = 0;

  constructor(parent: Scope | null, marks: Scope['marks'] = parent?.marks ?? {}) {
    this.parent = parent;
    this.marks = marks;
  }

  /** A name that no other node here has. */
  name(hint: string): string {
    // Names of nodes may hold neither spaces nor most signs.
    return `${hint.replace(/[^A-Za-z0-9_]/g, '_')}_${this.#count++}`;
  }

  argument(hint: string, spec: TensorSpec): Ref {
    if (!this.parent) throw new Error('only functions have arguments');
    const ref: Ref = {
      scope: this,
      node: this.name(`a_${hint}`).toLowerCase(),
      output: null,
      index: 0,
      dtype: spec.dtype,
      shape: spec.shape,
    };
    this.arguments.push(ref);
    return ref;
  }

  /** The same tensor within this scope: tensors of an enclosing one become arguments on the way in. */
  bring(ref: Ref): Ref {
    if (ref.scope === this) return ref;
    if (!this.parent) throw new Error('a tensor of another graph was used');
    const outer = this.parent.bring(ref);
    const known = this.captured.get(outer);
    if (known) return known;
    const argument = this.argument(outer.node, { dtype: outer.dtype, shape: outer.shape });
    this.captured.set(outer, argument);
    return argument;
  }

  /**
   * Adds an operation.
   *
   * @param control names of nodes here that must have run before
   */
  emit(
    op: string,
    inputs: readonly Ref[],
    attrs: Attrs,
    outputs: readonly TensorSpec[],
    control: readonly string[] = [],
    name?: string,
  ): Ref[] {
    const node = name ?? this.name(op);
    const input = [...inputs.map((ref) => this.spell(this.bring(ref))), ...control.map((before) => `^${before}`)];
    const whole = { ...withTypes(op, attrs, inputs), ...this.marks[op] };
    this.nodes.push({ name: node, op, input, attr: whole });
    if (outputs.length === 0) return [];
    const names = outputNames(op, whole);
    const refs = outputs.map(({ dtype, shape }, index) => ({ scope: this, node, output: names[index] ?? '', index, dtype, shape }));
    this.#outputs.set(node, refs);
    return refs;
  }

  /** An operation that gives nothing: its name, for what must come after. */
  act(op: string, inputs: readonly Ref[], attrs: Attrs, control: readonly string[] = []): string {
    const name = this.name(op);
    this.emit(op, inputs, attrs, [], control, name);
    return name;
  }

  /** How a node's input names a tensor of this scope. */
  spell(ref: Ref): string {
    if (ref.output === null) return ref.node;
    if (this.parent) return `${ref.node}:${ref.output}`;
    return ref.index === 0 ? ref.node : `${ref.node}:${ref.index}`;
  }

  /**
   * @param results what it gives, tensors of this scope
   * @param control nodes that must run though no result needs them
   */
  toFunction(name: string, results: readonly Ref[], control: readonly string[] = []): WrittenFunction {
    // Variables last, as XLA wants them.
    const isHandle = ({ dtype }: Ref): boolean => dtype === DT.resource;
    const ordered = [...this.arguments.filter((ref) => !isHandle(ref)), ...this.arguments.filter(isHandle)];
    return {
      signature: {
        name,
        input_arg: ordered.map((ref) => ({ name: ref.node, type: ref.dtype })),
        output_arg: results.map((ref, i) => ({ name: `r${i}`, type: ref.dtype })),
        is_stateful: true,
        control_output: control.map((_, i) => `c${i}`),
      },
      node_def: this.nodes,
      ret: Object.fromEntries(results.map((ref, i) => [`r${i}`, this.spell(this.bring(ref))])),
      control_ret: Object.fromEntries(control.map((node, i) => [`c${i}`, node])),
      arguments: this.arguments,
      outputs: this.#outputs,
    };
  }
}
