import type * as tf from '@tensorflow/tfjs';
import type { EncodedBatch } from '../data/dataset';
import type { RunParts } from './run-parts';
import { metricScales, targetPlans } from './run-parts';
import { joinMetrics, namedMetrics } from './step/losses';
import { scoped } from './step/scoped';
import { TARGET_LOSSES } from './targets/target-losses';
import { WholeSplits } from './whole-split';

export interface Measured {
  /** Mean over the samples (where they have places: over all real places of the split), without class weights, as Keras's `evaluate`. */
  readonly loss: number;
  readonly metrics: { readonly [name: string]: number };
  /** The same of each target by itself, in the model's order. */
  readonly byTarget: readonly { readonly [name: string]: number }[];
}

/** Called with the outputs of each batch, in the order of the targets; tensors live until it returns. */
export type OnOutputs = (indices: Uint32Array, outputs: readonly tf.Tensor[], batch: EncodedBatch) => void;

/** Lets messages and timers in. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Loss and metrics over samples, in inference mode. Null when `aborted` said so between two batches.
 */
export async function measure(
  parts: RunParts,
  indices: Uint32Array,
  batchSize: number,
  aborted: () => boolean = () => false,
  onOutputs: OnOutputs = () => {},
): Promise<Measured | null> {
  const targets = targetPlans(parts.plan);
  const scales = metricScales(parts);
  const totals = targets.map(() => ({ loss: 0, metric: 0, count: 0 }));
  let penalty = 0;
  const whole = new WholeSplits(parts);
  let pending = parts.encode(indices.subarray(0, batchSize));
  for (let at = 0; at < indices.length; at += batchSize) {
    const batch = await pending;
    if (at + batchSize < indices.length) {
      pending = parts.encode(indices.subarray(at + batchSize, at + 2 * batchSize));
      // An abort may leave it unawaited.
      pending.catch(() => {});
    }
    if (aborted()) return null;
    scoped(() => {
      const { outputs, sums, penalty: added } = parts.runner.judge(batch);
      whole.add(batch, outputs);
      onOutputs(indices.subarray(at, at + batch.size), outputs, batch);
      for (const [i, total] of totals.entries()) {
        total.loss += sums[i]?.loss ?? Number.NaN;
        total.metric += sums[i]?.metric ?? Number.NaN;
        total.count += sums[i]?.count ?? Number.NaN;
      }
      penalty = added;
    });
    await breathe();
  }
  const loss = totals.reduce((sum, total) => sum + total.loss / Math.max(1, total.count), 0) + penalty;
  const metrics = totals.map(({ metric, count }) => metric / Math.max(1, count));
  const scaled = metrics.map((value, i) => value * (scales[i] ?? 1));
  // A model that went astray is told by its loss alone.
  const wholes = Number.isFinite(loss) ? whole.metrics(indices.length) : [];
  return {
    loss,
    metrics: { ...namedMetrics(targets, scaled), ...joinMetrics(targets, wholes) },
    byTarget: targets.map((plan, i) => ({ [TARGET_LOSSES[plan.kind].metric(plan)]: scaled[i] ?? Number.NaN, ...wholes[i] })),
  };
}
