import type { InputSpecs } from '../graph/define-node';
import type { GraphReport } from '../graph/infer';
import type { ValueSpec } from '../graph/spec';

/** What training will need, in bytes: an upper bound, known before anything is built. */
export interface MemoryNeed {
  /** Weights, their gradients, and what the optimizer remembers of each. */
  readonly weights: number;
  /** What a batch holds on its way through the model and back. */
  readonly activations: number;
  readonly total: number;
}

export interface MemoryOptions {
  readonly batchSize: number;
  /** Numbers that the optimizer keeps for each weight: Adam 2, momentum 1. */
  readonly optimizerSlots: number;
  /** For sizes known only with the data: words of a long text. */
  readonly assumedLength?: number;
}

const FLOAT = 4;
/** Forward, what the gradient needs of it, and the gradient itself. */
const COPIES = 3;

function resolve(spec: ValueSpec, length: number): ValueSpec {
  return { ...spec, shape: spec.shape.map((dim, axis) => (typeof dim === 'number' || axis === 0 ? dim : length)) };
}

const numbersOf = (spec: ValueSpec): number =>
  spec.dtype === 'string' ? 0 : spec.shape.slice(1).reduce<number>((n, dim) => n * (typeof dim === 'number' ? dim : 1), 1);

/** Adds up a graph that was inferred without errors. */
export function memoryNeed(report: GraphReport, options: MemoryOptions): MemoryNeed {
  const length = options.assumedLength ?? 256;
  const wired = new Set(Object.values(report.nodes).flatMap(({ inputs }) => Object.values(inputs).flat()));
  let held = 0;
  for (const node of Object.values(report.nodes)) {
    if (!node.definition || !node.params) continue;
    const onDemand = new Set(node.definition.outputs.filter((port) => port.onDemand).map(({ name }) => name));
    for (const [port, spec] of Object.entries(node.outputs)) {
      if (!onDemand.has(port) || wired.has(spec)) held += numbersOf(resolve(spec, length));
    }
    const inputs: InputSpecs = Object.fromEntries(
      Object.entries(node.inputs).map(([port, specs]) => [port, specs.map((spec) => resolve(spec, length))]),
    );
    // Only a node without problems has outputs; another's cost cannot be asked.
    if (Object.keys(node.outputs).length > 0) held += node.definition.cost?.(inputs, node.params)?.held ?? 0;
  }
  // Of frozen ones the weights alone. Weights, gradients, both laid end to end, and the updated ones; the optimizer's memory before and after a step.
  const trained = report.trainable * (4 + 2 * options.optimizerSlots);
  const weights = FLOAT * (report.parameters + trained);
  const activations = FLOAT * COPIES * held * options.batchSize;
  return { weights, activations, total: weights + activations };
}
