import { attr } from './attrs';
import { Constants } from './constants';
import { generalConstant } from './general-constant';
import type { Program } from './program';
import type { Attrs, AttrValue, ShapeProto } from './proto';
import { type Ref, Scope, type WrittenFunction } from './scope';
import { areEqual, NotGeneral, SizeTable } from './size-table';
import { type ConstantValue, type Source, type UnfoldedStep, unfold } from './unfold';

const OTHER_STEPS = 'it takes other steps for inputs of another size';

/** Of attributes that a shape stands in, which may say that a side is not known. */
const UNKNOWN = -1;

/** What `pick` finds in every take. Throws `NotGeneral` where one lacks it. */
const each = <T, U>(takes: readonly T[], pick: (take: T) => U | undefined): U[] =>
  takes.map((take) => {
    const picked = pick(take);
    if (picked === undefined) throw new NotGeneral(OTHER_STEPS);
    return picked;
  });

function allSame<T>(values: readonly T[]): boolean {
  const [first, ...rest] = values.map((value) => JSON.stringify(value));
  return rest.every((value) => value === first);
}

function generalShape(shapes: readonly ShapeProto[]): ShapeProto {
  const sides = (shapes[0]?.dim ?? []).map((_, axis) => each(shapes, (shape) => shape.dim?.[axis]?.size));
  return { dim: sides.map((sizes) => ({ size: areEqual(sizes) ? (sizes[0] ?? UNKNOWN) : UNKNOWN })) };
}

function generalAttr(op: string, name: string, values: readonly AttrValue[]): AttrValue {
  const [first] = values;
  if (!first || allSame(values)) return first ?? attr.int(0);
  if ('list' in first && first.list.shape) {
    const lists = each(values, (value) => ('list' in value ? value.list.shape : undefined));
    return { list: { shape: first.list.shape.map((_, i) => generalShape(each(lists, (list) => list[i]))) } };
  }
  // How many a list holds is known while it runs.
  if (op === 'TensorListStack' && name === 'num_elements') return attr.int(UNKNOWN);
  throw new NotGeneral(`“${name}” of its operation ${op} depends on the sizes of its inputs`);
}

function generalAttrs(op: string, takes: readonly Attrs[]): Attrs {
  return Object.fromEntries(
    Object.keys(takes[0] ?? {}).map((name) => [
      name,
      generalAttr(
        op,
        name,
        each(takes, (take) => take[name]),
      ),
    ]),
  );
}

/** A Reshape to sides of which one alone differs needs none to be computed. */
function withoutOne(op: string, index: number, takes: readonly ConstantValue[]): Int32Array | null {
  const [first] = takes;
  if (op !== 'Reshape' || index !== 1 || !(first?.values instanceof Int32Array) || first.values.includes(UNKNOWN)) return null;
  const varies = Array.from(first.values, (_, i) => !areEqual(takes.map((take) => take.values[i] ?? 0)));
  if (varies.filter(Boolean).length !== 1 || takes.some((take) => take.values.length !== varies.length)) return null;
  return first.values.map((value, i) => (varies[i] ? UNKNOWN : value));
}

/**
 * One function out of several takes of it, recorded with inputs of different sizes: it works with inputs of any size.
 * Every number that differs from take to take is computed from the sides of the tensors that are there when it runs.
 * Throws `NotGeneral`.
 */
export function generalFunction(takes: readonly WrittenFunction[]): WrittenFunction {
  const unfolded = takes.map(unfold);
  const [first] = unfolded;
  if (!first) throw new Error('no takes');
  if (!allSame(unfolded.map(({ arguments: args, steps, results }) => [args.length, steps.map(({ op }) => op), results.length]))) {
    throw new NotGeneral(OTHER_STEPS);
  }
  const scope = new Scope(new Scope(null));
  const constants = new Constants(scope);
  const sizes = new SizeTable(scope, constants);
  const args = first.arguments.map((spec, i) => {
    const ref = scope.argument('x', spec);
    sizes.note(
      ref,
      each(unfolded, (take) => take.arguments[i]?.shape),
    );
    return ref;
  });
  const outputs: Ref[][] = [];
  const input = (sources: readonly Source[], step: UnfoldedStep | null, index: number): Ref => {
    const [source] = sources;
    if (source?.kind === 'constant') {
      const values = each(sources, (other) => (other.kind === 'constant' ? other : undefined));
      const shape = step && withoutOne(step.op, index, values);
      return shape ? constants.ints([...shape]) : generalConstant(values, { scope, constants, sizes });
    }
    const ref = source?.kind === 'argument' ? args[source.index] : source && outputs[source.step]?.[source.index];
    if (!ref || !allSame(sources)) throw new NotGeneral(OTHER_STEPS);
    return ref;
  };
  for (const [at, step] of first.steps.entries()) {
    const all = each(unfolded, (take) => take.steps[at]);
    if (all.some(({ inputs }) => inputs.length !== step.inputs.length)) throw new NotGeneral(OTHER_STEPS);
    const attrs = generalAttrs(
      step.op,
      all.map((take) => take.attrs),
    );
    const inputs = step.inputs.map((_, i) =>
      input(
        each(all, (take) => take.inputs[i]),
        step,
        i,
      ),
    );
    const refs = scope.emit(step.op, inputs, attrs, step.outputs);
    for (const [i, ref] of refs.entries())
      sizes.note(
        ref,
        each(all, (take) => take.outputs[i]?.shape),
      );
    outputs.push(refs);
  }
  const results = first.results.map((_, i) =>
    input(
      each(unfolded, (take) => take.results[i]),
      null,
      i,
    ),
  );
  return scope.toFunction(first.name, results);
}

/** A shape with −1 at the sides that differ. */
function openShape(shapes: readonly (readonly number[])[]): number[] {
  return (shapes[0] ?? []).map((side, axis) => (areEqual(shapes.map((shape) => shape[axis] ?? 0)) ? side : UNKNOWN));
}

/** One program out of several takes of it; sides that are not known are −1. Throws `NotGeneral`. */
export function generalProgram(takes: readonly Program[]): Program {
  const [first] = takes;
  if (!first) throw new Error('no takes');
  if (takes.some((take) => take.functions.length !== first.functions.length || take.outputs.length !== first.outputs.length)) {
    throw new NotGeneral(OTHER_STEPS);
  }
  return {
    ...first,
    feeds: first.feeds.map((feed, i) => ({ ...feed, shape: openShape(each(takes, (take) => take.feeds[i]?.shape)) })),
    functions: first.functions.map((_, i) => generalFunction(each(takes, (take) => take.functions[i]))),
    outputs: first.outputs.map((output, i) => ({ ...output, shape: openShape(each(takes, (take) => take.outputs[i]?.shape)) })),
  };
}
