import type { EncodedBatch } from '../../data/dataset';
import type { NamedTensor } from '../checkpoint/safetensors';

/** What varies from step to step and is not in the batch. */
export interface StepContext {
  /** Steps done before this one: the seed of its randomness. */
  readonly step: number;
  readonly rate: number;
}

export interface StepResult {
  /** Mean over the batch, with class weights. */
  readonly loss: number;
  /** Means over the batch: `accuracy`, `mae`. */
  readonly metrics: { readonly [name: string]: number };
}

/**
 * One training step: loss, gradients, clipping, update. Eager is the reference; a traced one is to give the same
 * numbers. `run` throws `NotFinite` before any weight changes.
 */
export interface TrainingStep {
  run(batch: EncodedBatch, context: StepContext): StepResult;
  /** The optimizer's memory as named tensors, for the checkpoint. */
  saveState(): readonly NamedTensor[];
  /** Takes up what `saveState` gave; missing tensors start as at the first step. */
  loadState(tensors: ReadonlyMap<string, NamedTensor>): void;
  /** Whether a running mean of the weights is kept. */
  readonly averages: boolean;
  /** Exchanges the weights and their running mean; a second time, and all is as before. Nothing where none is kept. */
  swapAverages(): void;
  dispose(): void;
}

/** A number that is none, found before it reached the weights. */
export class NotFinite extends Error {
  /** The layer at fault, by its name in the model. */
  readonly layer: string | null;
  readonly where: 'input' | 'weight' | 'activation' | 'loss' | 'gradient' | 'update';

  constructor(where: NotFinite['where'], layer: string | null) {
    super(`${where} ${layer ?? ''} is not finite`);
    this.name = 'NotFinite';
    this.layer = layer;
    this.where = where;
  }
}
