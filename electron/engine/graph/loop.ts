import type { Scan, ScanStep } from '../layers/scan';
import { attr } from './attrs';
import { DT } from './proto';
import type { Recorder } from './recorder';
import { type Ref, Scope, type TensorSpec, type WrittenFunction } from './scope';

const INDEX: TensorSpec = { dtype: DT.int32, shape: [] };
const LIST: TensorSpec = { dtype: DT.variant, shape: [] };

function only(refs: readonly Ref[]): Ref {
  const [ref] = refs;
  if (!ref) throw new Error('an operation gave nothing');
  return ref;
}

const specOf = ({ dtype, shape }: TensorSpec): TensorSpec => ({ dtype, shape });

export interface LoopOptions {
  /** Gets the loop's two functions. */
  readonly functions: WrittenFunction[];
  readonly name: string;
  /** Run by the executor of the graph, which is faster than calling functions; XLA takes loops whole. */
  readonly lowered: boolean;
}

/** A loop variable: what it starts as outside, its argument in the body, what a turn makes of it. */
interface Variable {
  readonly start: Ref;
  readonly argument: Ref;
  readonly next: Ref;
}

/**
 * A scan as one loop of TensorFlow (`While`), whose body is written down once: a thousand steps take no more nodes than
 * one. What is kept of the steps goes into tensor lists.
 */
export function recordLoop(recorder: Recorder, { functions, name, lowered }: LoopOptions, what: Scan): ScanStep {
  const { steps, inputs, backwards = false } = what;
  const outer = recorder.scope;
  const int = (value: number): Ref => recorder.constant(DT.int32, [], Int32Array.of(value));
  const ints = (values: readonly number[]): Ref => recorder.constant(DT.int32, [values.length], Int32Array.from(values));
  const starts = what.carry.map((tensor) => recorder.refOf(tensor));
  const sources = inputs.map((tensor) => recorder.refOf(tensor));
  const zero = int(0);

  const inside = new Scope(outer);
  const t = inside.argument('t', INDEX);
  const carried = starts.map((ref) => inside.argument('carry', specOf(ref)));
  const variables: Variable[] = [];
  const kept: Ref[] = [];
  recorder.within(inside, () => {
    const binary = { T: attr.type(DT.int32) };
    const at = backwards ? only(inside.emit('Sub', [int(steps - 1), t], binary, [INDEX])) : t;
    const gather = (source: Ref): Ref =>
      only(
        inside.emit(
          'GatherV2',
          [source, at, int(0)],
          { Taxis: attr.type(DT.int32), Tindices: attr.type(DT.int32), Tparams: attr.type(source.dtype), batch_dims: attr.int(0) },
          [{ dtype: source.dtype, shape: source.shape.slice(1) }],
        ),
      );
    const step = what.body(
      sources.map((source) => recorder.tensorFor(gather(source))),
      carried.map((ref) => recorder.tensorFor(ref)),
    );
    variables.push({ start: zero, argument: t, next: only(inside.emit('AddV2', [t, int(1)], binary, [INDEX])) });
    for (const [i, argument] of carried.entries()) {
      const [start, tensor] = [starts[i], step.carry[i]];
      if (!start || !tensor) throw new Error('a loop lost what it carries');
      variables.push({ start, argument, next: recorder.refOf(tensor) });
    }
    for (const tensor of step.outputs) {
      const item = recorder.refOf(tensor);
      kept.push(item);
      const argument = inside.argument('list', LIST);
      const next = only(inside.emit('TensorListSetItem', [argument, at, item], { element_dtype: attr.type(item.dtype) }, [LIST]));
      const start = recorder.within(outer, () =>
        only(
          outer.emit(
            'TensorListReserve',
            [ints(item.shape), int(steps)],
            { element_dtype: attr.type(item.dtype), shape_type: attr.type(DT.int32) },
            [LIST],
          ),
        ),
      );
      variables.push({ start, argument, next });
    }
  });
  for (const [start, argument] of inside.captured) variables.push({ start, argument, next: argument });
  // In the order of the body's arguments, which is the order in which they were found to be needed.
  variables.sort((a, b) => inside.arguments.indexOf(a.argument) - inside.arguments.indexOf(b.argument));
  functions.push(
    inside.toFunction(
      `${name}_body`,
      variables.map(({ next }) => next),
    ),
  );

  const test = new Scope(outer);
  const counters = variables.map(({ argument }) => test.argument(argument === t ? 't' : 'x', specOf(argument)));
  const counter = counters[variables.findIndex(({ argument }) => argument === t)];
  if (!counter) throw new Error('a loop lost its counter');
  recorder.within(test, () => {
    const less = test.emit('Less', [counter, int(steps)], { T: attr.type(DT.int32) }, [{ dtype: DT.bool, shape: [] }]);
    functions.push(test.toFunction(`${name}_test`, less));
  });

  const results = outer.emit(
    'While',
    variables.map(({ start }) => start),
    {
      T: attr.types(variables.map(({ argument }) => argument.dtype)),
      cond: attr.func(`${name}_test`),
      body: attr.func(`${name}_body`),
      output_shapes: attr.shapes(variables.map(({ argument }) => argument.shape)),
      parallel_iterations: attr.int(1),
      _lower_using_switch_merge: attr.bool(lowered),
    },
    variables.map(({ argument }) => specOf(argument)),
  );
  const resultOf = (argument: Ref): Ref => {
    const result = results[variables.findIndex((variable) => variable.argument === argument)];
    if (!result) throw new Error('a loop lost a result');
    return result;
  };
  const lists = inside.arguments.filter((argument) => argument.dtype === DT.variant);
  return {
    carry: carried.map((argument) => recorder.tensorFor(resultOf(argument))),
    outputs: kept.map((item, i) => {
      const list = lists[i];
      if (!list) throw new Error('a loop lost what it kept');
      return recorder.tensorFor(
        only(
          outer.emit(
            'TensorListStack',
            [resultOf(list), ints(item.shape)],
            { element_dtype: attr.type(item.dtype), num_elements: attr.int(steps) },
            [{ dtype: item.dtype, shape: [steps, ...item.shape] }],
          ),
        ),
      );
    }),
  };
}
