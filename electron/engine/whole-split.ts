import type * as tf from '@tensorflow/tfjs';
import type { EncodedBatch, EncodedTensor } from '../data/dataset';
import type { RunParts } from './run-parts';
import { targetPlans } from './run-parts';
import type { KeptBatch, WholeSplit } from './targets/define-target-losses';
import { TARGET_LOSSES } from './targets/target-losses';

/** Numbers that are kept of one target's outputs: 200 MB. Of more, metrics that need all of them at once are not told. */
const MOST_NUMBERS = 50e6;

/** What was expected and what the model gave, batch after batch, for metrics that are no mean over samples. */
export class WholeSplits {
  readonly #parts: Pick<RunParts, 'plan' | 'preprocessing'>;
  readonly #kept = new Map<string, KeptBatch[]>();
  readonly #counts = new Map<string, number>();

  constructor(parts: Pick<RunParts, 'plan' | 'preprocessing'>) {
    this.#parts = parts;
  }

  add(batch: EncodedBatch, outputs: readonly tf.Tensor[]): void {
    for (const [i, plan] of targetPlans(this.#parts.plan).entries()) {
      const { node } = plan;
      const [expected, output] = [batch.targets[node], outputs[i]];
      if (!expected || !output) continue;
      const kept = TARGET_LOSSES[plan.kind].kept(plan, expected, output, this.#bySource(batch));
      if (!kept) continue;
      const count = (this.#counts.get(node) ?? 0) + kept.given.length;
      this.#counts.set(node, count);
      if (count > MOST_NUMBERS) this.#kept.delete(node);
      else this.#kept.set(node, [...(this.#kept.get(node) ?? []), kept]);
    }
  }

  #bySource({ feeds }: EncodedBatch): { [source: string]: EncodedTensor } {
    return Object.fromEntries(
      this.#parts.preprocessing.feeds.flatMap(({ plan }) => {
        const feed = feeds[plan.node];
        return feed ? [[plan.source, feed]] : [];
      }),
    );
  }

  /** Of the target at a node; null: it had too many numbers. */
  of(node: string, samples: number): WholeSplit | null {
    const kept = this.#kept.get(node);
    if (!kept || samples === 0) return null;
    return { samples, expected: joined(kept.map((batch) => batch.expected)), given: joined(kept.map((batch) => batch.given)) };
  }

  /** Of each target, by Keras's names; what is undefined on these samples (no sample of a class) is left out. */
  metrics(samples: number): Record<string, number>[] {
    return targetPlans(this.#parts.plan).map((plan) => {
      const state = this.#parts.preprocessing.targets.find((target) => target.plan.node === plan.node)?.state;
      const split = this.of(plan.node, samples);
      if (!split || !state) return {};
      const found = TARGET_LOSSES[plan.kind].whole(plan, state, split);
      return Object.fromEntries(Object.entries(found).filter(([, value]) => Number.isFinite(value)));
    });
  }
}

function joined(parts: readonly (Float32Array | Int32Array)[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
