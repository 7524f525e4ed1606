import type { TrainingSettings } from '../../../shared/training';
import type { NamedTensor } from '../checkpoint/safetensors';

/** A running mean of the weights, as Keras's `use_ema` keeps it. */
export interface WeightAverage {
  /** The part of the mean that stays at every batch. */
  readonly momentum: number;
  /** Updates after which the mean replaces the weights; null: never. */
  readonly overwriteEvery: number | null;
}

/** The mean, among what is remembered of each weight. Keras's name. */
export const AVERAGE = 'average';

/** What the settings say of it; null: none is kept. */
export function weightAverage(
  training: Pick<TrainingSettings, 'use_ema' | 'ema_momentum' | 'ema_overwrite_frequency'>,
): WeightAverage | null {
  return training.use_ema ? { momentum: training.ema_momentum, overwriteEvery: training.ema_overwrite_frequency } : null;
}

/** The numbers of one batch: the part of the mean that stays and, where it ever overwrites, the part of the weights that does. */
export function averageScalars(average: WeightAverage | null): readonly string[] {
  if (!average) return [];
  return average.overwriteEvery === null ? ['ema_momentum'] : ['ema_momentum', 'ema_keep'];
}

/**
 * Their values, in the order of `averageScalars`. The first mean is the weights themselves.
 *
 * @param updates done before this batch; with accumulated gradients several batches have the same, as in Keras
 */
export function averageScalarsAt(average: WeightAverage | null, updates: number): readonly number[] {
  if (!average) return [];
  const momentum = updates === 0 ? 0 : average.momentum;
  if (average.overwriteEvery === null) return [momentum];
  return [momentum, (updates + 1) % average.overwriteEvery === 0 ? 0 : 1];
}

/** The weights of the finished model, out of a checkpoint of training: their means, where there are such. */
export function finishedWeights(
  saved: ReadonlyMap<string, NamedTensor>,
  { use_ema, optimizer }: Pick<TrainingSettings, 'use_ema' | 'optimizer'>,
): ReadonlyMap<string, NamedTensor> {
  if (!use_ema) return saved;
  const meanOf = (name: string): NamedTensor | undefined => saved.get(`optimizer/${optimizer.name}/${AVERAGE}/${name}`);
  return new Map([...saved].map(([name, tensor]) => [name, { ...tensor, data: meanOf(name)?.data ?? tensor.data }]));
}
