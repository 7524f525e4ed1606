/** The optimizer's memory of gradients that wait for their update, among its slots. */
export const ACCUMULATOR = 'accumulator';

/** What happens with the gradient of one batch, as Keras's `gradient_accumulation_steps` has it. */
export type Phase = 'hold' | 'update';

/** @param step batches done before this one */
export const phaseOf = (step: number, accumulate: number): Phase => ((step + 1) % accumulate === 0 ? 'update' : 'hold');

/** Updates done before this batch: what the optimizer counts. */
export const updatesBefore = (step: number, accumulate: number): number => Math.floor(step / accumulate);

/** All that is remembered of each weight, by name. */
export const slotNames = (optimizer: { readonly slots: readonly string[] }, accumulate: number): readonly string[] =>
  accumulate > 1 ? [...optimizer.slots, ACCUMULATOR] : optimizer.slots;
