import * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../../data/dataset';
import { bayesianRankingOverAll } from '../losses/bayesian-ranking';
import { softmaxCrossentropy } from '../step/softmax-crossentropy';
import { defineTargetLosses, type Entered, type WholeSplit } from './define-target-losses';

type Plan = TargetPlanOf<'items'>;

/** Items that a person looks at. */
const FIRST = 10;

/** [batch, places, items], of one vector a sample one place. */
const placed = (output: tf.Tensor): tf.Tensor3D => (output.rank === 3 ? (output as tf.Tensor3D) : (output.expandDims(1) as tf.Tensor3D));

/** The mean over each sample's own places that ask for something: it does not depend on who else is in the batch. */
function overOwnPlaces(values: tf.Tensor, asked: tf.Tensor): tf.Tensor1D {
  return values
    .mul(asked)
    .sum(1)
    .div(tf.maximum(asked.sum(1), 1))
    .as1D();
}

function losses(plan: Plan, target: tf.Tensor, output: tf.Tensor): tf.Tensor1D {
  const scores = placed(output);
  const [batch, places, items] = scores.shape;
  const right = target.toInt().reshape([batch * places]) as tf.Tensor1D;
  const rows = scores.reshape([batch * places, items]) as tf.Tensor2D;
  const values = plan.loss === 'bayesian_ranking' ? bayesianRankingOverAll(right, rows) : softmaxCrossentropy(right, rows);
  return overOwnPlaces(values.reshape([batch, places]), target.greater(0).toFloat());
}

/** [batch, items] of the last place, [batch] what was right there. */
function lastOf(target: tf.Tensor, output: tf.Tensor): { readonly scores: tf.Tensor2D; readonly right: tf.Tensor1D } {
  const scores = placed(output);
  const [batch, places, items] = scores.shape;
  return {
    scores: scores.slice([0, places - 1, 0], [batch, 1, items]).reshape([batch, items]),
    right: target
      .slice([0, (target.shape[1] ?? 1) - 1], [-1, 1])
      .toInt()
      .as1D(),
  };
}

/** The place of the right item in the ranked list, from 1 on; those that score the same share the middle of their places. */
function ranks(plan: Plan, expected: EncodedTensor, given: tf.Tensor, entered: Entered): Float32Array {
  const [samples = 0] = expected.shape;
  const places = expected.shape[1] ?? 1;
  const { items } = plan;
  const scores = tf.tidy(() => lastOf(tf.zeros([...expected.shape]), given).scores.dataSync<'float32'>());
  const history = plan.leave_out_seen && plan.history !== null ? entered[plan.history] : undefined;
  return Float32Array.from({ length: samples }, (_, sample) => {
    const right = expected.data[sample * places + places - 1] ?? 0;
    const width = history?.shape[1] ?? 0;
    const seen = new Set(history ? Array.from(history.data.subarray(sample * width, (sample + 1) * width)) : []);
    const own = scores[sample * items + right] ?? Number.NaN;
    let [more, alike] = [0, 0];
    for (let item = 1; item < items; item++) {
      if (item === right || seen.has(item)) continue;
      const score = scores[sample * items + item] ?? Number.NaN;
      if (score > own) more++;
      else if (score === own) alike++;
    }
    return 1 + more + alike / 2;
  });
}

/** One item is right: recall at k is whether it is among the first k, its gain 1 / log₂(1 + rank). */
function whole({ samples, given }: WholeSplit): { [name: string]: number } {
  const mean = (of: (rank: number) => number) => given.reduce((sum, rank) => sum + of(rank), 0) / samples;
  return {
    recall_at_10: mean((rank) => (rank <= FIRST ? 1 : 0)),
    ndcg_at_10: mean((rank) => (rank <= FIRST ? 1 / Math.log2(1 + rank) : 0)),
    mean_reciprocal_rank: mean((rank) => 1 / rank),
  };
}

/** Scores of all items, at one place or at each. */
export const itemsLosses = defineTargetLosses('items', {
  takesOut: () => null,
  losses,
  metric: () => 'recall_at_10',
  metrics: (plan, target, output) => {
    const { scores, right } = lastOf(target, output);
    const own = scores.mul(tf.oneHot(right, plan.items).toFloat()).sum(-1, true);
    return scores.greater(own).toFloat().sum(-1).less(FIRST).toFloat() as tf.Tensor1D;
  },
  kept: (plan, expected, output, entered) => ({
    expected: new Float32Array(expected.shape[0] ?? 0),
    given: ranks(plan, expected, output, entered),
  }),
  whole: (_plan, _state, split) => whole(split),
});
