import { describe, expect, it } from 'vitest';
import type { AnyNode, InputPort, InputSpecs, NodeProblem } from '../graph/define-node';
import { defaultsOf, type ParamSchema, type ParamsOf } from '../graph/params';
import type { Carries, Dim, ValueSpec } from '../graph/spec';
import { NODES } from './registry.gen';

// What a node's own rules say of values that are strange but of a kind that its ports take: sizes of 1, sizes that are known
// only with the data (features, too), sizes that meet nothing; and of parameters at their limits. They answer, whatever comes.

const SHAPES: { readonly [K in Carries]?: readonly (readonly Dim[])[] } = {
  text: [[]],
  image: [
    [28, 28, 3],
    [1, 1, 1],
  ],
  audio: [[100], ['samples'], [1]],
  features: [
    [5, 4, 3],
    [1, 1, 1],
    ['rows', 4, 3],
    [5, 4, 'features'],
  ],
  volume: [
    [2, 3, 4, 5],
    [1, 1, 1, 1],
    ['frames', 3, 4, 2],
  ],
  sequence: [
    ['words', 8],
    [4, 8],
    [1, 1],
    [4, 'features'],
    [5, 7],
  ],
  vector: [[8], [1], ['features']],
  ids: [['words'], [3], [1]],
  scores: [[4, 4], [2, 4, 4], [6], ['words', 'words'], [1, 4]],
};
const RANKS: { readonly [K in Carries]?: number } = { image: 4, audio: 2, features: 4, volume: 5, sequence: 3, vector: 2, ids: 2 };

const valuesOf = (carries: Carries): ValueSpec[] =>
  (SHAPES[carries] ?? []).map((shape) => ({
    shape: ['batch', ...shape],
    dtype: carries === 'ids' ? 'int32' : carries === 'text' ? 'string' : 'float32',
    carries,
    ...(carries === 'ids' && { vocabulary: 7 }),
    ...(carries === 'sequence' && { masked: shape[0] === 'words' }),
  }));

/** What may be wired to a port: a value; to one that takes several, one alone, two alike, two that differ. */
function wiredTo({ accepts, multiple }: InputPort): readonly (readonly ValueSpec[])[] {
  const values = accepts.flatMap(valuesOf);
  if (!multiple) return values.map((value) => [value]);
  return values.flatMap((value, i) => [[value], [value, value], [value, values[(i + 1) % values.length] ?? value]]);
}

/** Every `step`-th of many. */
const some = <T>(all: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, i) => i % step === 0);
};

function inputsOf(definition: AnyNode): readonly InputSpecs[] {
  let found: readonly InputSpecs[] = [{}];
  for (const port of definition.inputs) {
    const ways = wiredTo(port);
    found = some(
      found.flatMap((inputs) => [...(port.optional ? [inputs] : []), ...ways.map((way) => ({ ...inputs, [port.name]: way }))]),
      // A number that shares no factor with the ways, so that all of them stay.
      211,
    );
  }
  return found;
}

/** The defaults, those of the examples, and each parameter at its limits. */
function paramsOf(definition: AnyNode): readonly ParamsOf<ParamSchema>[] {
  const usual = defaultsOf(definition.params);
  const limits = Object.entries(definition.params).flatMap(([name, param]) => {
    const { widget } = param;
    const values =
      widget.type === 'int' || widget.type === 'float'
        ? [widget.min, widget.max]
        : widget.type === 'bool'
          ? [true, false]
          : widget.type === 'choice'
            ? widget.options
            : widget.type === 'size'
              ? [widget.axes.map(() => 1), widget.axes.map(() => 200)]
              : [];
    return values.flatMap((value) => {
      const read = param.parse(value);
      return read.ok ? [{ ...usual, [name]: read.value }] : [];
    });
  });
  return [usual, ...definition.examples.map(({ params }) => ({ ...usual, ...params })), ...limits] as ParamsOf<ParamSchema>[];
}

const CONTEXT = { id: 'node', facts: null };

function expectRefusal(definition: AnyNode, inputs: InputSpecs, params: ParamsOf<ParamSchema>, problem: NodeProblem): void {
  const { message, expected, received, fix } = problem;
  expect(expected, message).toMatch(/\S/);
  expect(received, message).toMatch(/\S/);
  expect(JSON.stringify([message, expected, received, fix?.title])).not.toMatch(/undefined|NaN|\[object|Infinity/);
  if (fix?.type !== 'set' || fix.node !== undefined) return;
  const read = definition.params[fix.param]?.parse(fix.value);
  if (!read?.ok) expect.fail(`${message} “${fix.title}” sets what the parameter does not take`);
  const again = definition.infer(inputs, { ...params, [fix.param]: read.value }, CONTEXT);
  if (!again.ok) expect(again.problem.message, `“${fix.title}” mends nothing`).not.toBe(message);
}

const isSize = (dim: Dim | undefined): boolean => typeof dim === 'string' || (typeof dim === 'number' && Number.isInteger(dim) && dim > 0);

function expectSound(definition: AnyNode, inputs: InputSpecs, params: ParamsOf<ParamSchema>): void {
  const found = definition.infer(inputs, params, CONTEXT);
  if (!found.ok) {
    expectRefusal(definition, inputs, params, found.problem);
    return;
  }
  for (const { shape, carries } of Object.values(found.outputs)) {
    expect(shape.slice(1).every(isSize), `an output of ${shape.join('×')}`).toBe(true);
    if (RANKS[carries]) expect(shape.length, carries).toBe(RANKS[carries]);
  }
  for (const { name, shape } of definition.weights?.(inputs, params, CONTEXT) ?? []) {
    expect(
      shape.every((size) => Number.isInteger(size) && size > 0),
      `a weight “${name}” of ${shape.join('×')}`,
    ).toBe(true);
  }
  const cost = definition.cost?.(inputs, params);
  if (cost) expect(cost.multiplications).toBeGreaterThanOrEqual(0);
  const refs = Object.fromEntries(
    Object.entries(inputs).map(([port, values]) => [port, values.map((_, i) => ({ layer: `${port}_${i}`, output: 0 }))]),
  );
  expect(() => definition.layers({ id: 'node', params, specs: inputs, refs, facts: null })).not.toThrow();
}

describe('values that are strange', () => {
  it.each(Object.values(NODES).map((definition) => ({ kind: definition.kind, definition })))(
    '$kind answers, whatever comes',
    ({ definition }) => {
      const all = inputsOf(definition);
      const sets = paramsOf(definition);
      // With many, not every set of parameters meets all that may come.
      const step = Math.max(1, Math.ceil((all.length * sets.length) / 2500));
      for (const [i, inputs] of all.entries()) {
        for (const [k, params] of sets.entries()) if ((i + k) % step === 0) expectSound(definition, inputs, params);
      }
    },
  );
});
