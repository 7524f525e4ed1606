import type { Json } from '../json';
import { commonWords, isFrozen, sharesWeights, WITH_KERNEL, WITH_WEIGHTS, withCommonParams, withSharedWeights } from './common-params';
import type { Graph, NodeId, PortRef } from './document';
import type { DataFacts } from './facts';
import type { FeedPlan, TargetPlan } from './feed';
import { hasKernel } from './kernel-rules';
import type { LayerRecord, TensorRef } from './layer-record';
import { defaultsOf, type ParamSchema, type ParamsOf } from './params';
import type { SavedModel } from './saved-model';
import type { Carries, Dim, PositionAxis, ValueSpec } from './spec';
import type { Adaptation, StartingModel, StartingVectors, WeightStart } from './weight-start';

export type Family = 'input' | 'preprocessing' | 'extractor' | 'similarity' | 'attention' | 'fusion' | 'normalisation' | 'block' | 'output';

export interface InputPort {
  readonly name: string;
  readonly doc: string;
  /** What fits. A wire of another kind is refused while it is dragged, with the reason. */
  readonly accepts: readonly Carries[];
  readonly optional?: boolean;
  /** Takes any number of wires, in the order in which they were drawn. */
  readonly multiple?: boolean;
}

export interface OutputPort {
  readonly name: string;
  readonly doc: string;
  /** Shown only where it is wired or asked for: attention scores. */
  readonly optional?: boolean;
  /** A layer of its own makes it, which nothing else needs: training without it takes no memory for it. */
  readonly onDemand?: boolean;
}

/** A mend that a node type proposes; `inferGraph` turns it into edits of the graph at hand. */
export type NodeFix =
  /** `node`: another one before it; absent, the node itself. */
  | { readonly type: 'set'; readonly title: string; readonly param: string; readonly value: Json; readonly node?: NodeId }
  | {
      readonly type: 'insert';
      readonly title: string;
      /** The input port whose wire gets the new node. */
      readonly port: string;
      readonly kind: string;
      readonly params: { readonly [name: string]: Json };
      readonly input: string;
      readonly output: string;
    }
  | { readonly type: 'unset'; readonly title: string; readonly param: string }
  | { readonly type: 'disconnect'; readonly title: string; readonly port: string };

export interface NodeProblem {
  readonly message: string;
  readonly port?: string;
  readonly expected: string | null;
  readonly received: string | null;
  readonly fix: NodeFix | null;
}

export type Inference =
  | { readonly ok: true; readonly outputs: { readonly [port: string]: ValueSpec }; readonly warnings?: readonly NodeProblem[] }
  | { readonly ok: false; readonly problem: NodeProblem };

/** The values at each input port, in wire order; a port without a wire is absent. */
export type InputSpecs = { readonly [port: string]: readonly ValueSpec[] };

export interface InferContext {
  readonly id: NodeId;
  /** Null until data is chosen. */
  readonly facts: DataFacts | null;
}

/** What stands before a node where the model is asked. */
export interface TargetSurroundings {
  readonly inputs: InputSpecs;
  /** What enters the model. */
  readonly feeds: readonly FeedPlan[];
}

/** A weight of another node that a node uses. */
export interface Tie {
  readonly node: NodeId;
  /** Its node type. */
  readonly kind: string;
  /** The parameter that names it. */
  readonly param: string;
  readonly shape: readonly number[];
}

/** One weight tensor, before anything is built. `query/kernel`: as Keras names it. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** What one sample costs. A node answers null where a size is known only with the data. */
export interface NodeCost {
  readonly multiplications: number;
  /** Bytes of attention scores a sample; 0 where there are none. */
  readonly scoresBytes: number;
  /** How both grow with the length: `n²`, `n`. */
  readonly growth: string | null;
  /** Numbers that a sample holds inside the node while it trains, besides its outputs; absent: about none. */
  readonly held?: number;
}

export interface LowerContext<P> {
  readonly id: NodeId;
  readonly params: P;
  readonly specs: InputSpecs;
  readonly refs: { readonly [port: string]: readonly TensorRef[] };
  /** What the layers of another node of the same graph are called; absent: by its id. */
  readonly sibling?: (id: NodeId) => string;
  readonly facts: DataFacts | null;
}

export interface Lowered {
  readonly records: readonly LayerRecord[];
  readonly outputs: { readonly [port: string]: TensorRef };
  /** Of a block: the maps of the nodes inside. */
  readonly maps?: readonly InnerMap[];
  /** Of a block: what the weights of the nodes inside start from. */
  readonly starts?: readonly WeightStart[];
}

/** What a node inside a block attends with. */
export interface InnerMap {
  /** Its id inside; of a block in a block `outer_inner`. */
  readonly part: string;
  readonly kind: string;
  readonly title: string;
  readonly map: AttentionMap;
  readonly ref: TensorRef;
  readonly query: ValueSpec | undefined;
  readonly key: ValueSpec | undefined;
}

/** What a block is made of. Wires from the node `input`, which is not among them, come from outside: `input.x`, a second wire at `x` from `input.x_1`. */
export interface Expansion {
  readonly graph: Graph;
  /** By output port of the block: where its value is made. */
  readonly outputs: { readonly [port: string]: PortRef };
}

/** What a node attends with: scores [batch, heads, query, key] (a head axis may be absent), before dropout; a gate [batch, places] or [batch, query, places]. */
export interface AttentionMap {
  readonly type: 'matrix' | 'gate';
  /** The output port that carries it. */
  readonly output: string;
  /** The input port whose positions are the rows; null: they are none (the units of a gate). */
  readonly query: string | null;
  /** The input port whose positions are the columns; null: as the output itself says, by its axis. */
  readonly key: string | null;
}

/** An input for the conformance test: the shape of one sample, and what it carries. */
export interface ExampleInput {
  readonly shape: readonly Dim[];
  readonly carries: Carries;
  readonly vocabulary?: number;
  readonly masked?: boolean;
  /** What its places stand for, where the node asks. */
  readonly axis?: PositionAxis;
  /** Only 0 and 1, the first column 1: a mask. */
  readonly binary?: boolean;
  /** Learned-state shapes when the input is optional and absent: leave the port out instead. */
}

export interface NodeExample<P> {
  readonly name: string;
  readonly params: Partial<P>;
  readonly inputs: { readonly [port: string]: readonly ExampleInput[] };
  readonly facts?: DataFacts;
}

export interface NodeDefinition<S extends ParamSchema> {
  /** Never changes: it stands in files. Keras's class name where there is one. */
  readonly kind: string;
  readonly family: Family;
  /** In the palette and on a new node. */
  readonly title: string;
  /** One letter or sign for the node's badge. */
  readonly letter: string;
  /** Most people need it: the palette shows it at once, the others of its family behind “more”. */
  readonly everyday?: true;
  /** More words the search finds it by. */
  readonly keywords?: readonly string[];
  /** One or two sentences a student understands. */
  readonly doc: string;
  readonly formula?: string;
  readonly source?: string;
  readonly inputs: readonly InputPort[];
  readonly outputs: readonly OutputPort[];
  readonly params: S;
  /** One line on the node: `16 filters, 3 × 3, relu`. */
  summary(params: ParamsOf<S>, context: InferContext): string;
  infer(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Inference;
  /** What to offer when a wire of a kind that `port` does not accept is there: usually a node to put between. */
  mend?(received: ValueSpec, port: string): NodeFix | null;
  /** Keras layer records. Called only on a graph without errors. */
  layers(context: LowerContext<ParamsOf<S>>): Lowered;
  /** The weights that `layers` will build, counted before anything is built. */
  weights?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): readonly WeightSpec[];
  /**
   * Present on nodes that learn from the training split before the first step; null: with these parameters they do not.
   * Their weights, on the one layer that has the node's name, are not trained: they get no `trainable`.
   */
  adapt?(params: ParamsOf<S>): Adaptation | null;
  /** Present on nodes whose weights may start from a file of word vectors; null: they start as always. */
  vectors?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): StartingVectors | null;
  /** Present on nodes whose weights begin as those of a saved model; null: from the seed. */
  saved?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): StartingModel | null;
  /** The saved model that the node stands for, whose layers its parameters can name; null: none yet. */
  savedModel?(params: ParamsOf<S>): SavedModel | null;
  cost?(inputs: InputSpecs, params: ParamsOf<S>): NodeCost | null;
  /** Present on nodes where numbers enter the model. Such a node's `layers` returns one InputLayer. */
  feed?(params: ParamsOf<S>, context: InferContext, inputs: InputSpecs): FeedPlan;
  /** Present on nodes where the model is asked. */
  target?(params: ParamsOf<S>, context: InferContext, around: TargetSurroundings): TargetPlan;
  /** Changes what comes in at random while training, and hands it on unchanged afterwards: the inspector shows what becomes of a sample. */
  readonly augments?: true;
  /** The node whose first weight this one computes with, too, and the shape that it has to have; null: none. */
  tied?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Tie | null;
  /** Moves what stands in pictures, at random while training. */
  readonly movesPictures?: true;
  /** Present beside `target`: learns where things stand in pictures, which must not be moved before it. */
  readonly learnsPlaces?: true;
  /** Stands only in a block of the user's own. */
  readonly inside?: 'block';
  /** A node that only exists before the model (text as strings): it has no layers and no tensor. */
  readonly hostOnly?: boolean;
  readonly map?: AttentionMap;
  /** Of a block: the graph that it stands for (define-block.ts), which the window can unpack. */
  expand?(inputs: InputSpecs, params: ParamsOf<S>, context: InferContext): Expansion;
  /** For the conformance test: each is checked against Keras. */
  readonly examples: readonly NodeExample<ParamsOf<S>>[];
}

/** A definition with its parameter types hidden, as the registry holds it. */
export type AnyNode = NodeDefinition<ParamSchema>;
export type Registry = { readonly [kind: string]: AnyNode };

function specOf(input: ExampleInput): ValueSpec {
  const dtype = input.carries === 'ids' ? 'int32' : input.carries === 'text' ? 'string' : 'float32';
  return {
    shape: input.shape,
    dtype,
    carries: input.carries,
    vocabulary: input.vocabulary,
    masked: input.masked,
    ...(input.axis && { axis: input.axis }),
  };
}

/** What comes in at each port in an example of a node type. */
export function exampleSpecs(inputs: { readonly [port: string]: readonly ExampleInput[] }): InputSpecs {
  return Object.fromEntries(Object.entries(inputs).map(([port, all]) => [port, all.map(specOf)]));
}

/** Whether any of the node's examples becomes a layer whose kernel Keras has keywords for. */
function hasKernels(node: AnyNode): boolean {
  return node.examples.some(({ params, inputs, facts }) => {
    const refsOf = ([port, all]: readonly [string, readonly ExampleInput[]]): [string, TensorRef[]] => [
      port,
      all.map((_, i) => ({ layer: `${port}_${i}`, output: 0 })),
    ];
    const refs = Object.fromEntries(Object.entries(inputs).map(refsOf));
    const given = { ...defaultsOf(node.params), ...params } as ParamsOf<ParamSchema>;
    return node.layers({ id: 'node', params: given, specs: exampleSpecs(inputs), refs, facts: facts ?? null }).records.some(hasKernel);
  });
}

/** The same node type with the parameters that all with weights have. Its rules never hear of them. */
function trained(node: AnyNode, weights: NonNullable<AnyNode['weights']>): AnyNode {
  let params: ParamSchema | null = null;
  return {
    ...node,
    // Found out when first asked for: a node type may use what its file declares further below.
    get params() {
      params ??= { ...node.params, ...WITH_WEIGHTS, ...(hasKernels(node) ? WITH_KERNEL : {}) };
      return params;
    },
    summary: (given, context) => [node.summary(given, context), commonWords(given)].filter(Boolean).join(', '),
    weights: (inputs, given, context) => {
      // They are the other node's, and counted there.
      if (sharesWeights(given)) return [];
      const own = weights(inputs, given, context);
      return isFrozen(given) ? own.map((weight) => ({ ...weight, trainable: false })) : own;
    },
    layers: (context) => {
      const lowered = node.layers(context);
      const { id, params: own, sibling = (other) => other } = context;
      const records = lowered.records.map((record) => withCommonParams(record, own));
      return { ...lowered, records: withSharedWeights(records, id, own, sibling) };
    },
  };
}

/**
 * Declares a node type; parameter types flow from the builders into every rule. One with weights that are trained gets the
 * parameters that all of those have: `trainable` and what stands beside it in `common-params.ts`.
 */
export function defineNode<const S extends ParamSchema>(definition: NodeDefinition<S>): AnyNode {
  // Parameters reach the rules only through `readParams`, which has checked them against this schema.
  const node = definition as unknown as AnyNode;
  return node.weights && !node.adapt ? trained(node, node.weights) : node;
}

/** A refusal by a node type: shorthand for its `infer`. */
export function refuse(
  message: string,
  rest: { port?: string; expected?: string; received?: string; fix?: NodeFix | null } = {},
): Inference {
  return {
    ok: false,
    problem: {
      message,
      ...(rest.port === undefined ? {} : { port: rest.port }),
      expected: rest.expected ?? null,
      received: rest.received ?? null,
      fix: rest.fix ?? null,
    },
  };
}
