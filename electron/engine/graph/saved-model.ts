import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { attr } from './attrs';
import type { GraphHost } from './native-binding';
import type { Program, Variable } from './program';
import { DT, encodeSavedModel, type NodeDef, type Signature, shapeProto, type TensorProto } from './proto';
import type { TensorSpec } from './scope';

/** A program that others can call: the names of what goes in and comes out, in the program's order. */
export interface Served {
  readonly program: Program;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** What callers ask for unless they say otherwise. */
export const SERVING = 'serving_default';

const node = (name: string, op: string, input: readonly string[], attrs: NodeDef['attr'] = {}): NodeDef => ({
  name,
  op,
  input,
  attr: attrs,
});

function strings(values: readonly string[]): TensorProto {
  return { dtype: DT.string, tensor_shape: shapeProto([values.length]), string_val: values.map((value) => Buffer.from(value, 'utf8')) };
}

/** How the weights are read from the checkpoint when the model is loaded, and written again by those who change them. */
function checkpointNodes(variables: readonly Variable[]): NodeDef[] {
  const types = attr.types(variables.map(({ dtype }) => dtype));
  const constant = (name: string, value: TensorProto): NodeDef =>
    node(name, 'Const', [], { dtype: attr.type(DT.string), value: attr.tensor(value) });
  const assigns = variables.map(({ name, dtype }, i) =>
    node(`save/Assign_${i}`, 'AssignVariableOp', [name, i === 0 ? 'save/RestoreV2' : `save/RestoreV2:${i}`], { dtype: attr.type(dtype) }),
  );
  const reads = variables.map(({ name, dtype }, i) => node(`save/Read_${i}`, 'ReadVariableOp', [name], { dtype: attr.type(dtype) }));
  const parts = ['save/filename', 'save/tensor_names', 'save/shape_and_slices'];
  return [
    constant('save/path', { ...strings(['model']), tensor_shape: shapeProto([]) }),
    node('save/filename', 'PlaceholderWithDefault', ['save/path'], { dtype: attr.type(DT.string), shape: attr.shape([]) }),
    constant('save/tensor_names', strings(variables.map(({ name }) => name))),
    constant('save/shape_and_slices', strings(variables.map(() => ''))),
    node('save/RestoreV2', 'RestoreV2', parts, { dtypes: types }),
    ...assigns,
    node(
      'save/restore_all',
      'NoOp',
      assigns.map(({ name }) => `^${name}`),
    ),
    ...reads,
    node('save/SaveV2', 'SaveV2', [...parts, ...reads.map(({ name }) => name)], { dtypes: types }),
    node('save/control_dependency', 'Identity', ['save/filename', '^save/SaveV2'], { T: attr.type(DT.string) }),
  ];
}

/** CheckpointFormatVersion.V2 (saver.proto): the only one that is still written. */
const SAVER = {
  filename_tensor_name: 'save/filename:0',
  save_tensor_name: 'save/control_dependency:0',
  restore_op_name: 'save/restore_all',
  max_to_keep: 1,
  version: 2,
};

/** `saved_model.pb`: the program behind a signature; its variables are restored from the checkpoint beside it. */
function encodeServed({ program, inputs, outputs }: Served): Uint8Array {
  const { name, feeds, variables } = program;
  const feedNames = inputs.map((input) => `${SERVING}_${input}`);
  const typeAndShape = ({ dtype, shape }: TensorSpec) => ({ dtype: attr.type(dtype), shape: attr.shape(shape) });
  const call = node(name, 'StatefulPartitionedCall', [...feedNames, ...variables.map((variable) => variable.name)], {
    Tin: attr.types([...feeds.map(({ dtype }) => dtype), ...variables.map(() => DT.resource)]),
    Tout: attr.types(program.outputs.map(({ dtype }) => dtype)),
    f: attr.func(name),
    config: attr.string(''),
    config_proto: attr.string(''),
    executor_type: attr.string(''),
    _output_shapes: attr.shapes(program.outputs.map(({ shape }) => shape)),
  });
  const nodes = [
    ...feeds.map((feed, i) => node(feedNames[i] ?? '', 'Placeholder', [], typeAndShape(feed))),
    ...variables.map((variable) =>
      node(variable.name, 'VarHandleOp', [], {
        ...typeAndShape(variable),
        shared_name: attr.string(variable.name),
        container: attr.string(''),
      }),
    ),
    call,
    ...(variables.length > 0 ? checkpointNodes(variables) : []),
  ];
  const infos = (names: readonly string[], specs: readonly TensorSpec[], tensor: (i: number) => string): Signature['inputs'] =>
    Object.fromEntries(specs.map(({ dtype, shape }, i) => [names[i] ?? '', { name: tensor(i), dtype, tensor_shape: shapeProto(shape) }]));
  const signature: Signature = {
    inputs: infos(inputs, feeds, (i) => `${feedNames[i]}:0`),
    outputs: infos(outputs, program.outputs, (i) => `${name}:${i}`),
  };
  return encodeSavedModel(
    { node: nodes, library: { function: program.functions } },
    { [SERVING]: signature },
    variables.length > 0 ? SAVER : undefined,
  );
}

/**
 * The graph's own saving nodes write the checkpoint: its format is TensorFlow's to know.
 *
 * @param prefix the path of the checkpoint's files without their endings
 */
function writeCheckpoint(host: GraphHost, graph: Uint8Array, prefix: string, variables: readonly Variable[], values: VariableValues): void {
  const { binding, backend } = host;
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'attention-studio-graph-'));
  let id: number;
  try {
    writeFileSync(path.join(scratch, 'saved_model.pb'), graph);
    id = binding.loadSavedModel(scratch, 'serve');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  try {
    tf.tidy(() => {
      const fed = variables.map(({ name }, i) => {
        const value = values.get(name);
        if (!value) throw new Error(`no value for the variable ${name}`);
        return [`save/Read_${i}:0`, value] as const;
      });
      const all = [[SAVER.filename_tensor_name, tf.scalar(prefix, 'string')] as const, ...fed];
      const ids = backend.getInputTensorIds(all.map(([, tensor]) => tensor));
      const done = binding.runSavedModel(id, ids, all.map(([name]) => name).join(), SAVER.save_tensor_name);
      for (const meta of done) binding.deleteTensor(meta.id);
    });
  } finally {
    binding.deleteSavedModel(id);
  }
}

/** By the variables' names. */
export type VariableValues = ReadonlyMap<string, tf.Tensor>;

/** Writes a SavedModel into a folder, which is there. Returns its files' names; throws TensorFlow's or Node's words where it cannot. */
export function writeSavedModel(host: GraphHost, folder: string, served: Served, values: VariableValues): readonly string[] {
  const graph = encodeServed(served);
  const { variables } = served.program;
  const file = path.join(folder, 'saved_model.pb');
  const written: string[] = [];
  // Away first and back last, so that a folder that could not be filled is no model.
  rmSync(file, { force: true });
  if (variables.length > 0) {
    mkdirSync(path.join(folder, 'variables'), { recursive: true });
    writeCheckpoint(host, graph, path.join(folder, 'variables', 'variables'), variables, values);
    written.push('variables/variables.index', 'variables/variables.data-00000-of-00001');
  }
  try {
    writeFileSync(file, graph);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return ['saved_model.pb', ...written];
}
