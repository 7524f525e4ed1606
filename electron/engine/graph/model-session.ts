import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { attr, tensorProto } from './attrs';
import type { GraphHost, NativeBinding, TensorKeeper } from './native-binding';
import { type Program, STEP, type Variable } from './program';
import { DT, encodeSavedModel, type NodeDef } from './proto';
import type { TensorSpec } from './scope';

/** Programs and the variables that they share, loaded as one session of TensorFlow. */
export class ModelSession {
  readonly #binding: NativeBinding;
  readonly #backend: TensorKeeper;
  readonly #programs: ReadonlyMap<string, Program>;
  readonly #variables: readonly Variable[];
  #id: number | null;

  constructor({ binding, backend }: GraphHost, variables: readonly Variable[], programs: readonly Program[]) {
    this.#binding = binding;
    this.#backend = backend;
    this.#variables = variables;
    this.#programs = new Map(programs.map((program) => [program.name, program]));
    const folder = mkdtempSync(path.join(os.tmpdir(), 'attention-studio-graph-'));
    try {
      const library = { function: programs.flatMap((program) => program.functions) };
      writeFileSync(path.join(folder, 'saved_model.pb'), encodeSavedModel({ node: sessionNodes(variables, programs), library }));
      this.#id = binding.loadSavedModel(folder, 'serve');
    } finally {
      removeLater(folder);
    }
  }

  #run(inputs: readonly tf.Tensor[], names: readonly string[], outputs: readonly string[]): tf.Tensor[] {
    if (this.#id === null) throw new Error('the session is closed');
    const ids = this.#backend.getInputTensorIds(inputs);
    const metas = this.#binding.runSavedModel(this.#id, ids, names.join(), outputs.join());
    return metas.map((meta) => this.#backend.createOutputTensor(meta));
  }

  /** Runs a program; the tensors are the caller's to dispose. */
  run(program: string, feeds: { readonly [name: string]: tf.Tensor }): tf.Tensor[] {
    const found = this.#programs.get(program);
    if (!found) throw new Error(`no program ${program}`);
    const inputs = found.feeds.map(({ name }) => {
      const tensor = feeds[name];
      if (!tensor) throw new Error(`${program} is not fed “${name}”`);
      return tensor;
    });
    return this.#run(
      inputs,
      found.feeds.map((_, i) => `${program}_feed${i}:0`),
      found.outputs.map((_, i) => `${program}:${i}`),
    );
  }

  has(program: string): boolean {
    return this.#programs.has(program);
  }

  get programs(): readonly Program[] {
    return [...this.#programs.values()];
  }

  /** Sets variables. */
  assign(values: ReadonlyMap<string, tf.Tensor>): void {
    const set = this.#variables.flatMap((variable, i) => {
      const value = values.get(variable.name);
      return value ? [{ i, value }] : [];
    });
    if (set.length === 0) return;
    const done = this.#run(
      set.map(({ value }) => value),
      set.map(({ i }) => `set${i}:0`),
      set.map(({ i }) => `done${i}:0`),
    );
    for (const tensor of done) tensor.dispose();
  }

  /** The values of variables as tensors of their own. */
  read(variables: readonly Variable[]): tf.Tensor[] {
    if (variables.length === 0) return [];
    const at = new Map(this.#variables.map((variable, i) => [variable.name, i]));
    return this.#run(
      [],
      [],
      variables.map(({ name }) => `get${at.get(name)}:0`),
    );
  }

  dispose(): void {
    if (this.#id === null) return;
    this.#binding.deleteSavedModel(this.#id);
    this.#id = null;
  }
}

/** What is left over in the system's folder for temporary files does no harm; a virus scanner may hold it a while. */
function removeLater(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {
    // The system clears it some day.
  }
}

function node(name: string, op: string, input: readonly string[], attrs: NodeDef['attr']): NodeDef {
  return { name, op, input, attr: attrs };
}

interface Given {
  readonly values: readonly string[];
  /** Of the values. */
  readonly types: readonly number[];
  /** Variables, which come after them. */
  readonly handles: readonly string[];
}

/** A function of the library, called under its own name; compiled by XLA or run operation by operation. */
function call(name: string, { values, types, handles }: Given, outputs: readonly TensorSpec[], xla: boolean): NodeDef {
  return node(name, 'StatefulPartitionedCall', [...values, ...handles], {
    Tin: attr.types([...types, ...handles.map(() => DT.resource)]),
    Tout: attr.types(outputs.map((output) => output.dtype)),
    f: attr.func(name),
    config: attr.string(''),
    config_proto: attr.string(''),
    executor_type: attr.string(''),
    ...(xla && { _XlaMustCompile: attr.bool(true) }),
  });
}

/** Handles, how each variable is set and read, and one call a program. */
function sessionNodes(variables: readonly Variable[], programs: readonly Program[]): NodeDef[] {
  const one = attr.tensor(tensorProto(DT.float, [], Float32Array.of(1)));
  const nodes = [node('one', 'Const', [], { dtype: attr.type(DT.float), value: one })];
  const handles = new Map<string, string>();
  for (const [i, { name, dtype, shape }] of variables.entries()) {
    const [handle, type] = [`variable${i}`, attr.type(dtype)];
    handles.set(name, handle);
    nodes.push(
      node(handle, 'VarHandleOp', [], {
        dtype: type,
        shape: attr.shape(shape),
        shared_name: attr.string(handle),
        container: attr.string(''),
      }),
      node(`set${i}`, 'Placeholder', [], { dtype: type, shape: attr.shape(shape) }),
      // What is fed lies in JavaScript's memory, which must not be given back by one of TensorFlow's threads: copied.
      node(`copy${i}`, 'DeepCopy', [`set${i}`], { T: type }),
      node(`assign${i}`, 'AssignVariableOp', [handle, `copy${i}`], { dtype: type, validate_shape: attr.bool(false) }),
      node(`done${i}`, 'Identity', ['one', `^assign${i}`], { T: attr.type(DT.float) }),
      node(`get${i}`, 'ReadVariableOp', [handle], { dtype: type }),
    );
  }
  for (const { name, feeds, variables: used, outputs, draws, xla } of programs) {
    for (const [i, feed] of feeds.entries()) {
      nodes.push(node(`${name}_feed${i}`, 'Placeholder', [], { dtype: attr.type(feed.dtype), shape: attr.shape(feed.shape) }));
    }
    const drawn = draws ? draws.outputs.map((_, i) => (i === 0 ? draws.name : `${draws.name}:${i}`)) : [];
    if (draws) {
      const step = `${name}_feed${feeds.findIndex((feed) => feed.name === STEP)}`;
      nodes.push(call(draws.name, { values: [step], types: [DT.int32], handles: [] }, draws.outputs, false));
    }
    const given = {
      values: [...feeds.map((_, i) => `${name}_feed${i}`), ...drawn],
      types: [...feeds.map((feed) => feed.dtype), ...drawn.map(() => DT.float)],
      handles: used.map((variable) => handles.get(variable.name) ?? ''),
    };
    nodes.push(call(name, given, outputs, xla));
  }
  return nodes;
}
