import type { TrainingSettings } from './training';

/** Numbers that each optimizer keeps for a weight, at most. */
const SLOTS: Record<TrainingSettings['optimizer']['name'], number> = {
  adam: 2,
  adamw: 2,
  sgd: 1,
  rmsprop: 2,
  nadam: 2,
  adamax: 2,
  adagrad: 1,
  adadelta: 2,
  lion: 1,
};

/** Numbers that training keeps for each weight besides itself and its gradient: for estimates of memory. */
export function optimizerSlots(training: Pick<TrainingSettings, 'optimizer' | 'gradient_accumulation_steps' | 'use_ema'>): number {
  // Gradients that are added up over batches are one more, and so is the weight's mean.
  const more = (training.gradient_accumulation_steps > 1 ? 1 : 0) + (training.use_ema ? 1 : 0);
  return SLOTS[training.optimizer.name] + more;
}
