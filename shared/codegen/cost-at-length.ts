import type { AnyNode, InputSpecs, NodeCost } from '../graph/define-node';
import type { NodeReport } from '../graph/graph-report';
import type { ParamSchema, ParamsOf } from '../graph/params';
import type { Dim, ValueSpec } from '../graph/spec';
import { ASSUMED_LENGTH, memoryOf } from './memory';

/** How often the work doubles where the length doubles, by the word that a node's `growth` is. */
export const GROWTH_EXPONENTS: { readonly [growth: string]: number } = { n: 1, n·w: 1, 'n√n': 1.5, 'n²': 2, 'n · m': 2 };

/** What a node costs a sample at one length. */
export interface LengthCost {
  readonly length: number;
  readonly multiplications: number;
  /** Bytes that training holds for the node: what it keeps inside, its outputs, and their gradients. */
  readonly bytes: number;
}

const hasPlaces = ({ carries }: ValueSpec): boolean => carries === 'sequence' || carries === 'ids';

/** The length of the sequences that come to a node, the first one's; null: none comes. */
export function lengthOf(inputs: InputSpecs): Dim | null {
  for (const spec of Object.values(inputs).flat()) if (hasPlaces(spec)) return spec.shape[1] ?? null;
  return null;
}

/** The same inputs with sequences of another length, all of one. Scores keep up with the sequences that they are of. */
export function atLength(inputs: InputSpecs, length: number): InputSpecs {
  const lengths = new Set<Dim | undefined>(
    Object.values(inputs)
      .flat()
      .filter(hasPlaces)
      .map((spec) => spec.shape[1]),
  );
  const shapeOf = ({ carries, shape }: ValueSpec): readonly Dim[] =>
    carries === 'scores' ? shape.map((dim, axis) => (axis >= shape.length - 2 && lengths.has(dim) ? length : dim)) : shape;
  const stretch = (spec: ValueSpec): ValueSpec =>
    hasPlaces(spec)
      ? { ...spec, shape: spec.shape.map((dim, axis) => (axis === 1 ? length : dim)), axis: undefined }
      : { ...spec, shape: shapeOf(spec) };
  // Ports that share a value share it afterwards: an attention tells by it whether a sequence looks at itself.
  const made = new Map<ValueSpec, ValueSpec>();
  const one = (spec: ValueSpec): ValueSpec => {
    const known = made.get(spec) ?? stretch(spec);
    made.set(spec, known);
    return known;
  };
  return Object.fromEntries(Object.entries(inputs).map(([port, specs]) => [port, specs.map(one)]));
}

/** What a node's own rule says at a length; null where it says nothing. */
export function ruleAtLength(definition: AnyNode, inputs: InputSpecs, params: ParamsOf<ParamSchema>, length: number): NodeCost | null {
  return definition.cost?.(atLength(inputs, length), params) ?? null;
}

/**
 * What a node costs a sample at the shapes at hand; `assumed`: the data alone tells the length, so it is asked at
 * `ASSUMED_LENGTH`. Null where it costs nothing worth telling, or has a problem.
 */
export function costNow({
  definition,
  inputs,
  params,
  cost,
  outputs,
}: NodeReport): { readonly cost: NodeCost; readonly assumed: boolean } | null {
  if (cost) return { cost, assumed: false };
  if (!definition || !params || Object.keys(outputs).length === 0 || typeof lengthOf(inputs) !== 'string') return null;
  const guessed = ruleAtLength(definition, inputs, params, ASSUMED_LENGTH);
  return guessed && { cost: guessed, assumed: true };
}

/**
 * What a node costs at several lengths of the sequences that come to it, a sample; a length at which it cannot be is left
 * out. Empty where its cost does not grow, or no sequence comes.
 *
 * @param id the node's, which its shapes may name
 */
export function costAtLengths(
  definition: AnyNode,
  id: string,
  inputs: InputSpecs,
  params: ParamsOf<ParamSchema>,
  lengths: readonly number[],
): readonly LengthCost[] {
  if (lengthOf(inputs) === null) return [];
  return lengths.flatMap((length) => {
    const given = atLength(inputs, length);
    const inference = definition.infer(given, params, { id, facts: null });
    const cost = inference.ok ? definition.cost?.(given, params) : null;
    if (!inference.ok || !cost?.growth) return [];
    return [{ length, multiplications: cost.multiplications, bytes: memoryOf(definition, inference.outputs, cost, length) }];
  });
}
