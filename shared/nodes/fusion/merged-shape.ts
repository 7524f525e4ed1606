import { type Inference, type InputPort, type NodeFix, refuse } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { type Dim, formatShape, type ValueSpec } from '../../graph/spec';

/** Where several values come in that are merged number by number. */
export const MERGED: InputPort = {
  name: 'inputs',
  doc: 'Two or more values, of one shape or stretched to one: a size of 1 fits every other',
  accepts: ['sequence', 'vector', 'features', 'image', 'volume', 'scores'],
  multiple: true,
};

/** Keras's rule: what has fewer axes gets them behind the batch. */
const widened = (shape: readonly Dim[], rank: number): Dim[] => {
  const [batch = 'batch', ...rest] = shape;
  return [batch, ...Array.from({ length: rank - shape.length }, (): Dim => 1), ...rest];
};

/** The size that both stretch to; null: they do not fit. */
const stretched = (a: Dim, b: Dim): Dim | null => (a === b || b === 1 ? a : a === 1 ? b : null);

/** Where only the number of features differs, a projection makes them fit. */
function projection(first: ValueSpec, other: ValueSpec): NodeFix | null {
  const units = lastSize(other);
  const places = (spec: ValueSpec): string => spec.shape.slice(0, -1).join('×');
  if (units === null || first.carries === 'image' || first.carries === 'scores' || places(first) !== places(other)) return null;
  return {
    type: 'insert',
    title: `Insert Dense with ${units} units`,
    port: 'inputs',
    kind: 'Dense',
    params: { units },
    input: 'input',
    output: 'output',
  };
}

/**
 * What values give that are merged number by number, or why they cannot be, by Keras's rules.
 *
 * @param most how many wires there may be
 */
export function mergedShape(inputs: readonly ValueSpec[], title: string, most: number | null = null): Inference {
  const [first, ...others] = inputs;
  if (!first || others.length === 0 || (most !== null && inputs.length > most)) {
    return refuse(most === null ? `${title} needs at least two wires.` : `${title} needs ${most} wires.`, {
      port: 'inputs',
      expected: most === null ? 'two or more values' : `${most} values`,
      received: inputs.length === 1 ? 'one' : String(inputs.length),
    });
  }
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  let shape = widened(first.shape, rank);
  for (const other of others) {
    const next = widened(other.shape, rank).map((dim, axis) => stretched(shape[axis] ?? 1, dim));
    if (next.includes(null)) {
      return refuse(`${title} takes values of one shape, or of shapes that stretch to one.`, {
        port: 'inputs',
        expected: formatShape(first.shape),
        received: formatShape(other.shape),
        fix: projection(first, other),
      });
    }
    shape = next.flatMap((dim) => dim ?? []);
  }
  const whole = inputs.filter((spec) => spec.shape.length === rank);
  const [widest = first] = whole;
  const places = (spec: ValueSpec): string => spec.shape.slice(1, -1).join();
  const axis = whole.find((spec) => spec.axis && places(spec) === shape.slice(1, -1).join())?.axis;
  const masked = inputs.every((spec) => spec.masked === true);
  return { ok: true, outputs: { output: { shape, dtype: 'float32', carries: widest.carries, axis, masked } } };
}
