import * as tf from '@tensorflow/tfjs';
import type { RunParts } from './run-parts';
import { metricScales, targetPlans } from './run-parts';
import { applyModel, feedTensors, toTensor } from './step/feeds';
import { namedMetrics, targetLoss, targetMetricSum } from './step/losses';

export interface Measured {
  /** Mean over the samples, without class weights, as Keras's `evaluate`. */
  readonly loss: number;
  readonly metrics: { readonly [name: string]: number };
}

/** Called with the outputs of each batch, in the order of the targets; tensors live until it returns. */
export type OnOutputs = (indices: Uint32Array, outputs: readonly tf.Tensor[]) => void;

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
  const sums = new Float64Array(1 + targets.length);
  let pending = parts.encode(indices.subarray(0, batchSize));
  for (let at = 0; at < indices.length; at += batchSize) {
    const batch = await pending;
    if (at + batchSize < indices.length) {
      pending = parts.encode(indices.subarray(at + batchSize, at + 2 * batchSize));
      // An abort may leave it unawaited.
      pending.catch(() => {});
    }
    if (aborted()) return null;
    const read = tf.tidy(() => {
      const outputs = applyModel(parts.model, feedTensors(parts.model, batch), false);
      const measured = targets.map((plan, i) => {
        const encoded = batch.targets[plan.node];
        const output = outputs[i];
        if (!encoded || !output) throw new Error(`no target or output for “${plan.node}”`);
        const target = toTensor(encoded) as tf.Tensor2D;
        return [targetLoss(plan, target, output as tf.Tensor2D, null), targetMetricSum(plan, target, output as tf.Tensor2D)] as const;
      });
      const loss = measured.map(([l]) => l).reduce((a, b) => a.add(b));
      onOutputs(indices.subarray(at, at + batch.size), outputs);
      return tf.stack([loss, ...measured.map(([, metric]) => metric)]).dataSync<'float32'>();
    });
    // The loss is a mean over the batch, the metrics are sums already.
    for (const [i, value] of read.entries()) sums[i] = (sums[i] ?? 0) + (i === 0 ? value * batch.size : value);
    await breathe();
  }
  const [loss = 0, ...metrics] = Array.from(sums, (sum) => sum / Math.max(1, indices.length));
  return {
    loss,
    metrics: namedMetrics(
      targets,
      metrics.map((value, i) => value * (scales[i] ?? 1)),
    ),
  };
}
