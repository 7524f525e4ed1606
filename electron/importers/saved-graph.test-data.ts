import * as tf from '@tensorflow/tfjs';
import { planModel } from '../../shared/codegen/plan';
import type { DataFacts } from '../../shared/graph/facts';
import type { FileLook } from '../../shared/graph/params';
import type { Json } from '../../shared/json';
import { NODES } from '../../shared/nodes/registry.gen';
import { startWeights } from '../engine/adapt/start-weights';
import { type CompiledModel, compileModel } from '../engine/compile';

/** A saved model's node alone behind its input: image, sequence of ids, or a table for everything else. */
export interface SavedGraph {
  readonly compiled: CompiledModel;
  readonly notes: readonly string[];
  /** What stands in the graph for the saved model. */
  readonly output: (shape: readonly number[], values: readonly number[]) => Float32Array;
}

const LAST = 'saved';

/**
 * Builds a node of `kind` between InputLayers made by hand and a target, and starts its weights from its file.
 *
 * @param shape of what comes in, the batch first; null: any
 */
export async function startSaved(
  kind: string,
  params: { readonly [name: string]: Json },
  shape: readonly (number | null)[],
  carries: 'image' | 'ids' | 'sequence' | 'vector',
): Promise<SavedGraph> {
  const definition = NODES[kind];
  if (!definition) throw new Error(`no node type ${kind}`);
  const input = {
    name: 'in',
    class_name: 'InputLayer',
    config: { batch_shape: [...shape], dtype: carries === 'ids' ? 'int32' : 'float32' },
    inbound: [],
  };
  const full = Object.fromEntries(Object.entries(definition.params).map(([name, param]) => [name, params[name] ?? param.default]));
  const spec = {
    shape: shape.map((size, axis) => size ?? (axis === 0 ? 'batch' : 'words')),
    dtype: carries === 'ids' ? ('int32' as const) : ('float32' as const),
    carries,
  };
  const specs = { input: [spec] };
  const context = { id: LAST, facts: null };
  const inferred = definition.infer(specs, full, context);
  if (!inferred.ok) throw new Error(inferred.problem.message);
  const refs = { input: [{ layer: 'in', output: 0 }] };
  const lowered = definition.layers({ id: LAST, params: full, specs, refs, facts: null });
  const start = definition.saved?.(specs, full, context);
  const ref = lowered.outputs.output;
  if (!ref) throw new Error('no output');
  const plan = {
    feeds: [{ kind: 'table' as const, node: 'in', source: 'table', columns: [], standardize: false }],
    records: [input, ...lowered.records],
    targets: [
      { plan: { kind: 'value' as const, node: 'out', target: 'value', loss: 'mean_squared_error' as const, standardize: false }, ref },
    ],
    maps: [],
    parameters: 0,
    starts: start ? [{ type: 'saved' as const, layer: LAST, ...start }] : [],
  };
  const compiled = compileModel(plan, 3);
  const notes = await startWeights({
    compiled,
    starts: plan.starts,
    preprocessing: { format: 'attention-studio-preprocessing', version: 2, feeds: [], targets: [] },
    train: new Uint32Array(),
    batchSize: 1,
    encode: () => Promise.reject(new Error('no data is looked at')),
  });
  return {
    compiled,
    notes,
    output: (size, values) => {
      const x = tf.tensor([...values], [...size], carries === 'ids' ? 'int32' : 'float32');
      const y = compiled.model.predict(x) as tf.Tensor;
      const data = y.dataSync<'float32'>().slice();
      tf.dispose([x, y]);
      return data;
    },
  };
}

/** A graph of the person's around a saved model: a picture, the node, a mean, classes. */
export function planAround(
  file: { readonly path: string } & FileLook,
  params: { readonly [name: string]: Json },
  facts: DataFacts,
  size: readonly number[],
) {
  return planModel(
    {
      nodes: {
        image: { kind: 'ImageInput', title: null, params: { size, color_mode: 'rgb' } },
        saved: { kind: 'PretrainedModel', title: null, params: { file, ...params } },
        classes: { kind: 'Classification', title: null, params: {} },
      },
      wires: [
        { from: { node: 'image', port: 'image' }, to: { node: 'saved', port: 'input' } },
        { from: { node: 'saved', port: 'output' }, to: { node: 'classes', port: 'input' } },
      ],
    },
    NODES,
    facts,
  );
}
