import type { ModelPlan } from '../../../shared/codegen/plan';
import type { AnyNode, ExampleInput, NodeExample, WeightSpec } from '../../../shared/graph/define-node';
import type { LayerRecord, TensorRef } from '../../../shared/graph/layer-record';
import type { ParamSchema, ParamsOf } from '../../../shared/graph/params';
import { readExample } from '../../../shared/graph/read-example';
import { sizeNamed } from '../../../shared/graph/size-name';
import { kerasShape, type ValueSpec } from '../../../shared/graph/spec';
import { NODES } from '../../../shared/nodes/registry.gen';

/** One example of one node type, lowered: what Keras and the engine build alike. Written to JSON for `golden.py`. */
export interface ConformanceCase {
  readonly kind: string;
  readonly name: string;
  /** The node's parameters, defaults filled in. */
  readonly params: ParamsOf<ParamSchema>;
  /** The node's records, before them an InputLayer for each input (a masked one behind an Embedding). */
  readonly records: readonly LayerRecord[];
  /** The numbers that go in; sizes known only with the data have been given numbers. */
  readonly feeds: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly ids: number | null;
    readonly binary?: boolean;
  }[];
  /** Records of the node itself. */
  readonly own: readonly string[];
  readonly outputs: { readonly [port: string]: TensorRef };
  /** What the rules say before anything is built. */
  readonly inferred: { readonly [port: string]: ValueSpec };
  readonly weights: readonly WeightSpec[];
}

/** The node that the example is about. */
export const NODE_ID = 'node';
const BATCH = 3;
const LENGTHS: { readonly [name: string]: number } = { batch: BATCH, words: 5, words_1: 4 };
const VOCABULARY = 7;

/** A symbolic size gets its number, the same everywhere. */
export const sizeOf = (dim: number | string): number => sizeNamed(dim, (name) => LENGTHS[name] ?? 3);

interface Feeding {
  readonly records: readonly LayerRecord[];
  readonly feed: ConformanceCase['feeds'][number];
  readonly ref: TensorRef;
}

function feedInput(name: string, input: ExampleInput): Feeding {
  const shape = input.shape.map(sizeOf);
  const layer = (shapeOf: readonly (number | null)[], dtype: string): LayerRecord => ({
    name,
    class_name: 'InputLayer',
    config: { batch_shape: shapeOf, dtype },
    inbound: [],
  });
  const ref = { layer: name, output: 0 };
  if (input.carries === 'ids') {
    return { records: [layer(kerasShape(input.shape), 'int32')], feed: { name, shape, ids: input.vocabulary ?? VOCABULARY }, ref };
  }
  if (input.binary) return { records: [layer(kerasShape(input.shape), 'int32')], feed: { name, shape, ids: 2, binary: true }, ref };
  if (!input.masked) return { records: [layer(kerasShape(input.shape), 'float32')], feed: { name, shape, ids: null }, ref };
  // Padding reaches a node in one way only: from an Embedding.
  const embedding: LayerRecord = {
    name: `${name}_embedding`,
    class_name: 'Embedding',
    config: { input_dim: VOCABULARY, output_dim: shape.at(-1) ?? 1, mask_zero: true },
    inbound: [ref],
  };
  return {
    records: [layer(kerasShape(input.shape.slice(0, -1)), 'int32'), embedding],
    feed: { name, shape: shape.slice(0, -1), ids: VOCABULARY },
    ref: { layer: embedding.name, output: 0 },
  };
}

/** Everything that the rules of a node say about one of its examples. */
export function exampleOf(definition: AnyNode, example: NodeExample<ParamsOf<ParamSchema>>) {
  const { params, inputs } = readExample(definition, example);
  const context = { id: NODE_ID, facts: example.facts ?? null };
  const inference = definition.infer(inputs, params, context);
  if (!inference.ok) throw new Error(`${definition.kind}, ${example.name}: ${inference.problem.message}`);
  return { params, context, specs: inputs, inferred: inference.outputs };
}

function caseOf(definition: AnyNode, example: NodeExample<ParamsOf<ParamSchema>>): ConformanceCase {
  const { params, context, specs, inferred } = exampleOf(definition, example);
  const records: LayerRecord[] = [];
  const feeds: ConformanceCase['feeds'][number][] = [];
  const refs: Record<string, TensorRef[]> = {};
  for (const [port, inputs] of Object.entries(example.inputs)) {
    refs[port] = inputs.map((input, i) => {
      const feeding = feedInput(`in_${port}_${i}`, input);
      records.push(...feeding.records);
      feeds.push(feeding.feed);
      return feeding.ref;
    });
  }
  const lowered = definition.layers({ id: NODE_ID, params, specs, refs, facts: context.facts });
  return {
    kind: definition.kind,
    name: example.name,
    params,
    records: [...records, ...lowered.records],
    feeds,
    own: lowered.records.map((record) => record.name),
    outputs: lowered.outputs,
    inferred,
    weights: definition.weights?.(specs, params, context) ?? [],
  };
}

/** Whether a node computes with tensors: inputs and what only exists before the model do not. */
export const computes = (definition: AnyNode): boolean => !definition.hostOnly && !definition.feed;

/** Every example of every node type that computes. */
export function conformanceCases(): readonly ConformanceCase[] {
  return Object.values(NODES)
    .filter(computes)
    .flatMap((definition) => definition.examples.map((example) => caseOf(definition, example)));
}

/** Every example of every node type with weights, frozen. */
export function frozenCases(): readonly ConformanceCase[] {
  return Object.values(NODES)
    .filter(computes)
    .filter((definition) => Object.hasOwn(definition.params, 'trainable'))
    .flatMap((definition) =>
      definition.examples.map((example) => caseOf(definition, { ...example, params: { ...example.params, trainable: false } })),
    )
    .filter(({ weights }) => weights.length > 0);
}

/** Whether a gradient leads from its outputs to its inputs: bins and categories are steps, learned queries ask nothing of them. */
export const hasSlope = (c: ConformanceCase): boolean => !STEPS.has(c.kind);

const STEPS: ReadonlySet<string> = new Set(['AttentionMask', 'Discretization', 'CategoryEncoding', 'LearnedQueries']);

/** A model of the case alone: every output port is a target. */
export function planOfCase(c: ConformanceCase): ModelPlan {
  return {
    feeds: c.feeds.map((feed) => ({ kind: 'table', node: feed.name, source: 'table', columns: [], standardize: false })),
    records: c.records,
    targets: Object.values(c.outputs).map((ref) => ({
      plan: { kind: 'value', node: NODE_ID, target: 'value', loss: 'mean_squared_error', standardize: false },
      ref,
    })),
    maps: [],
    parameters: 0,
  };
}
