import { AVERAGE, type WeightAverage } from './weight-average';

/** The optimizer's memory of gradients that wait for their update, among its slots. */
export const ACCUMULATOR = 'accumulator';

/** What happens with the gradient of one batch, as Keras's `gradient_accumulation_steps` has it. */
export type Phase = 'hold' | 'update';

/** @param step batches done before this one */
export const phaseOf = (step: number, accumulate: number): Phase => ((step + 1) % accumulate === 0 ? 'update' : 'hold');

/** Updates done before this batch: what the optimizer counts. */
export const updatesBefore = (step: number, accumulate: number): number => Math.floor(step / accumulate);

/** What decides on it. */
interface Remembering {
  readonly optimizer: { readonly slots: readonly string[] };
  readonly average?: WeightAverage | null;
  readonly accumulate?: number;
}

/** All that is remembered of each weight, by name: what the optimizer needs, its mean, gradients that wait. */
export const slotNames = ({ optimizer, average, accumulate = 1 }: Remembering): readonly string[] => [
  ...optimizer.slots,
  ...(average ? [AVERAGE] : []),
  ...(accumulate > 1 ? [ACCUMULATOR] : []),
];

/** The same in parts: what is remembered of a weight, in the order of `slotNames`. */
export function partsOf<T>(
  { optimizer, average, accumulate = 1 }: Remembering,
  all: readonly T[],
): { readonly slots: readonly T[]; readonly mean: T | undefined; readonly waiting: T | undefined } {
  const own = optimizer.slots.length;
  return { slots: all.slice(0, own), mean: average ? all[own] : undefined, waiting: accumulate > 1 ? all.at(-1) : undefined };
}
