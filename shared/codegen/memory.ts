import type { AnyNode, InputSpecs, NodeCost } from '../graph/define-node';
import type { GraphReport, NodeReport } from '../graph/graph-report';
import { sizeNamed } from '../graph/size-name';
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
  return {
    ...spec,
    shape: spec.shape.map((dim, axis) =>
      axis === 0
        ? dim
        : Math.max(
            0,
            sizeNamed(dim, () => length),
          ),
    ),
  };
}

const numbersOf = (spec: ValueSpec): number =>
  spec.dtype === 'string' ? 0 : spec.shape.slice(1).reduce<number>((n, dim) => n * (typeof dim === 'number' ? dim : 1), 1);

/** For sizes known only with the data, where nobody says better. */
export const ASSUMED_LENGTH = 256;

/** Outputs that training computes only where they are wired. */
const onDemandPorts = (definition: AnyNode | null): ReadonlySet<string> =>
  new Set(definition?.outputs.filter((port) => port.onDemand).map(({ name }) => name));

/** Numbers of what a node gives a sample whenever it trains. */
function givenBy(definition: AnyNode | null, outputs: NodeReport['outputs'], length: number): number {
  const onDemand = onDemandPorts(definition);
  return Object.entries(outputs).reduce((sum, [port, spec]) => (onDemand.has(port) ? sum : sum + numbersOf(resolve(spec, length))), 0);
}

/** Bytes that training holds of one node for a sample: its outputs, and what it keeps inside. */
export function memoryOf(definition: AnyNode | null, outputs: NodeReport['outputs'], cost: NodeCost | null, length: number): number {
  return FLOAT * COPIES * (givenBy(definition, outputs, length) + (cost?.held ?? 0));
}

/** Numbers that a sample holds of a node: its outputs, and what it keeps inside. */
function heldBy(node: NodeReport, length: number): number {
  if (!node.definition || !node.params) return 0;
  // Only a node without problems has outputs; another's cost cannot be asked.
  if (Object.keys(node.outputs).length === 0) return 0;
  const inputs: InputSpecs = Object.fromEntries(
    Object.entries(node.inputs).map(([port, specs]) => [port, specs.map((spec) => resolve(spec, length))]),
  );
  return givenBy(node.definition, node.outputs, length) + (node.definition.cost?.(inputs, node.params)?.held ?? 0);
}

/** Numbers of outputs on demand that are wired after all. */
function heldOnDemand(report: GraphReport, length: number): number {
  const nodes = Object.values(report.nodes);
  const asked = nodes.flatMap((node) => [...onDemandPorts(node.definition)].flatMap((port) => node.outputs[port] ?? []));
  if (asked.length === 0) return 0;
  const wired = new Set(nodes.flatMap(({ inputs }) => Object.values(inputs).flat()));
  return asked.reduce((sum, spec) => (wired.has(spec) ? sum + numbersOf(resolve(spec, length)) : sum), 0);
}

/** By report and length: the window asks on each edit, which leaves most reports as they are. */
const counted = new WeakMap<NodeReport, { readonly length: number; readonly held: number }>();

function held(node: NodeReport, length: number): number {
  const known = counted.get(node);
  if (known?.length === length) return known.held;
  const made = heldBy(node, length);
  counted.set(node, { length, held: made });
  return made;
}

/** Adds up a graph that was inferred without errors. */
export function memoryNeed(report: GraphReport, options: MemoryOptions): MemoryNeed {
  const length = options.assumedLength ?? ASSUMED_LENGTH;
  let numbers = heldOnDemand(report, length);
  for (const node of Object.values(report.nodes)) numbers += held(node, length);
  // Of frozen ones the weights alone. Weights, gradients, both laid end to end, and the updated ones; the optimizer's memory before and after a step.
  const trained = report.trainable * (4 + 2 * options.optimizerSlots);
  const weights = FLOAT * (report.parameters + trained);
  const activations = FLOAT * COPIES * numbers * options.batchSize;
  return { weights, activations, total: weights + activations };
}
