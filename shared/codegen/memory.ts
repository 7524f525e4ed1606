import type { InputSpecs } from '../graph/define-node';
import type { GraphReport } from '../graph/infer';
import type { ValueSpec } from '../graph/spec';
import { StudioError } from '../studio-error';

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

const numbersOf = (spec: ValueSpec): number => spec.shape.slice(1).reduce<number>((n, dim) => n * (typeof dim === 'number' ? dim : 1), 1);

/** Adds up a graph that was inferred without errors. */
export function memoryNeed(report: GraphReport, options: MemoryOptions): MemoryNeed {
  const length = options.assumedLength ?? 256;
  let held = 0;
  for (const node of Object.values(report.nodes)) {
    if (!node.definition || !node.params) continue;
    for (const spec of Object.values(node.outputs)) held += numbersOf(resolve(spec, length));
    const inputs: InputSpecs = Object.fromEntries(
      Object.entries(node.inputs).map(([port, specs]) => [port, specs.map((spec) => resolve(spec, length))]),
    );
    // Only a node without problems has outputs; another's cost cannot be asked.
    if (Object.keys(node.outputs).length > 0) held += node.definition.cost?.(inputs, node.params)?.held ?? 0;
  }
  // Weights, gradients, both laid end to end, and the updated ones; the optimizer's memory before and after a step.
  const weights = FLOAT * report.parameters * (5 + 2 * options.optimizerSlots);
  const activations = FLOAT * COPIES * held * options.batchSize;
  return { weights, activations, total: weights + activations };
}

/** `3.2 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}

/** Refuses what does not fit, with the figures. `available`: bytes that the process may take. */
export function checkMemory(need: MemoryNeed, available: number, batchSize: number): void {
  if (need.total <= available) return;
  const perSample = need.activations / batchSize;
  const fitting = Math.floor((available - need.weights) / perSample);
  throw new StudioError('The model is too large for the memory of this machine.', {
    expected: `at most ${formatBytes(available)}`,
    received: `${formatBytes(need.weights)} for weights and optimizer, ${formatBytes(need.activations)} for a batch of ${batchSize}`,
    advice:
      fitting >= 1
        ? `Set the batch size to ${Math.min(fitting, batchSize - 1)} or less.`
        : 'Make the layers smaller, or the inputs shorter.',
  });
}
