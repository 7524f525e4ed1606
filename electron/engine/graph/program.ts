import type * as tf from '@tensorflow/tfjs';
import { withScanner } from '../layers/scan';
import { withDrawer } from '../randomness';
import { attr } from './attrs';
import { Draws } from './draws';
import { recordLoop } from './loop';
import type { GraphHost } from './native-binding';
import { DT } from './proto';
import { type Precision, Recorder } from './recorder';
import { type Ref, Scope, type TensorSpec, type WrittenFunction } from './scope';

/** A variable that lives in a session. */
export interface Variable extends TensorSpec {
  readonly name: string;
}

/** What a program computes with while it is written down. */
export interface Recording {
  readonly recorder: Recorder;
  /** The tensor that is fed under this name. */
  feed(name: string): tf.Tensor;
  /** The variable's value at the start of the step. */
  read(variable: Variable): Ref;
  /** The variable itself, for operations that change it. */
  handle(variable: Variable): Ref;
  /** An operation that changes something; it runs whenever the program does. */
  act(op: string, inputs: readonly Ref[], attrs: Parameters<Scope['act']>[2], after?: readonly string[]): string;
}

/** A computation that a session can run: a function of TensorFlow. */
export interface Program {
  readonly name: string;
  readonly feeds: readonly (TensorSpec & { readonly name: string })[];
  /** In the order of the function's arguments, after the feeds. */
  readonly variables: readonly Variable[];
  readonly functions: readonly WrittenFunction[];
  readonly outputs: readonly TensorSpec[];
  /** A function of the step that draws what the program takes as its last arguments; null: it draws by itself, or nothing. */
  readonly draws: { readonly name: string; readonly outputs: readonly TensorSpec[] } | null;
  /** Compiled as a whole by XLA. */
  readonly xla: boolean;
}

export interface ProgramSource {
  readonly name: string;
  readonly feeds: Program['feeds'];
  readonly variables: readonly Variable[];
  readonly xla: boolean;
  readonly precision?: Precision;
  /** Computes with tfjs; what it returns are the outputs. */
  body(recording: Recording): readonly tf.Tensor[];
  /** Programs made out of it, which are loaded with it. */
  also?(program: Program): readonly Program[];
}

/** The feed that everything random derives from. */
export const STEP = 'step';

/**
 * Marks additions as already looked at. TensorFlow's optimizer would gather them and spread the sum over operations that
 * XLA lacks (`TemporaryVariable`); functions that are called with `_XlaMustCompile` it does not spare.
 */
const SEEN = { _grappler_ArithmeticOptimizer_AddOpsRewriteStage: attr.bool(true) };
const LEFT_ALONE = { Add: SEEN, AddV2: SEEN };

/** Writes a computation down. Throws `Untraceable` where a graph cannot hold it. */
export function recordProgram(host: GraphHost, source: ProgramSource): Program {
  const graph = new Scope(null);
  const scope = new Scope(graph, source.xla ? LEFT_ALONE : {});
  const recorder = new Recorder(host, scope, source.precision ?? 'float32');
  const functions: WrittenFunction[] = [];
  const feeds = new Map(source.feeds.map((feed) => [feed.name, scope.argument(`feed_${feed.name}`, feed)] as const));
  const handles = new Map(
    source.variables.map((v) => [v.name, scope.argument(`variable_${v.name}`, { dtype: DT.resource, shape: [] })] as const),
  );
  const draws = source.xla && feeds.has(STEP) ? new Draws(recorder, graph, scope) : null;
  const reads = new Map<string, Ref>();
  const actions: string[] = [];
  const handle = ({ name }: Variable): Ref => {
    const ref = handles.get(name);
    if (!ref) throw new Error(`the program ${source.name} has no variable ${name}`);
    return ref;
  };
  let loops = 0;
  const results = recorder.run(() =>
    withScanner(
      (scan) => recordLoop(recorder, { functions, name: `${source.name}_loop${loops++}`, lowered: !source.xla }, scan),
      () =>
        withDrawer(draws ? (shape, key) => draws.draw(shape, key) : null, () => {
          const outputs = source.body({
            recorder,
            feed: (name) => {
              const ref = feeds.get(name);
              if (!ref) throw new Error(`the program ${source.name} is not fed “${name}”`);
              return recorder.tensorFor(ref);
            },
            read: (variable) => {
              const known = reads.get(variable.name);
              if (known) return known;
              const { dtype, shape } = variable;
              const [ref] = scope.emit('ReadVariableOp', [handle(variable)], { dtype: attr.type(dtype) }, [{ dtype, shape }]);
              if (!ref) throw new Error('a variable gave nothing');
              reads.set(variable.name, ref);
              return ref;
            },
            handle,
            act: (op, inputs, attrs, after = []) => {
              const name = scope.act(op, inputs, attrs, after);
              actions.push(name);
              return name;
            },
          });
          return outputs.map((tensor) => recorder.refOf(tensor));
        }),
    ),
  );
  functions.push(scope.toFunction(source.name, results, actions));
  const drawn = draws?.toFunction(`${source.name}_draws`) ?? null;
  if (drawn) functions.push(drawn);
  return {
    name: source.name,
    feeds: source.feeds,
    variables: source.variables,
    functions,
    outputs: results.map(({ dtype, shape }) => ({ dtype, shape })),
    draws: drawn && draws ? { name: drawn.signature.name, outputs: draws.specs } : null,
    xla: source.xla,
  };
}
