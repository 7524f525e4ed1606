import type * as tf from '@tensorflow/tfjs';
import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { arcfaceLoss } from '../losses/arcface';
import { batchHardTriplet, nearestIsSame, semiHardTriplet } from '../losses/triplet';
import { accuracyAt } from '../metrics/best-threshold';
import { equalErrorRate } from '../metrics/equal-error-rate';
import { rocAuc } from '../metrics/roc-auc';
import { chosenThreshold, type PairDistances } from './chosen-threshold';
import { defineTargetLosses, type WholeSplit } from './define-target-losses';

type Plan = TargetPlanOf<'identity'>;

/** So many samples of a split are compared, each with each; of more, this many that lie evenly. */
const MOST_COMPARED = 700;

/** Numbers of an output row: the vector, and of ArcFace a cosine to each centre behind it. */
const rowWidth = ({ loss, width, classes }: Plan): number => width + (loss === 'arcface' ? classes : 0);

const vectors = (plan: Plan, output: tf.Tensor): tf.Tensor2D => output.slice([0, 0], [-1, plan.width]) as tf.Tensor2D;
const cosines = (plan: Plan, output: tf.Tensor): tf.Tensor2D => output.slice([0, plan.width], [-1, plan.classes]) as tf.Tensor2D;
/** Who each row is, and which sample: see `electron/data/targets/identity`. */
const column = (target: tf.Tensor, at: 0 | 1): tf.Tensor1D => target.slice([0, at], [-1, 1]).as1D();

/** All pairs of up to `MOST_COMPARED` samples. */
export function allPairs(plan: Plan, { samples, expected, given }: WholeSplit): PairDistances & { readonly nearest: number } {
  const row = rowWidth(plan);
  const count = Math.min(samples, MOST_COMPARED);
  const chosen = Array.from({ length: count }, (_, at) => Math.floor((at * samples) / count));
  const same: number[] = [];
  const distances: number[] = [];
  const best = chosen.map(() => ({ own: Number.POSITIVE_INFINITY, other: Number.POSITIVE_INFINITY }));
  for (const [i, a] of chosen.entries()) {
    for (let j = 0; j < i; j++) {
      const b = chosen[j] ?? 0;
      const alike = expected[2 * a] === expected[2 * b];
      let square = 0;
      for (let at = 0; at < plan.width; at++) square += ((given[a * row + at] ?? Number.NaN) - (given[b * row + at] ?? Number.NaN)) ** 2;
      const distance = Math.sqrt(square);
      same.push(alike ? 1 : 0);
      distances.push(distance);
      for (const one of [best[i], best[j]]) {
        if (one && alike) one.own = Math.min(one.own, distance);
        else if (one) one.other = Math.min(one.other, distance);
      }
    }
  }
  const judged = best.filter(({ own }) => own < Number.POSITIVE_INFINITY);
  return { same, distances, nearest: judged.filter(({ own, other }) => own < other).length / judged.length };
}

/** The mean vector of each class, of length 1 where vectors are. */
function centresOf(plan: Plan, classes: number, { samples, expected, given }: WholeSplit): (number[] | null)[] {
  const row = rowWidth(plan);
  const sums = Array.from({ length: classes }, () => ({ count: 0, sum: new Array<number>(plan.width).fill(0) }));
  for (let sample = 0; sample < samples; sample++) {
    const of = sums[expected[2 * sample] ?? -1];
    if (!of) continue;
    of.count++;
    for (let at = 0; at < plan.width; at++) of.sum[at] = (of.sum[at] ?? 0) + (given[sample * row + at] ?? 0);
  }
  return sums.map(({ count, sum }) => {
    if (count === 0) return null;
    const length = plan.normalize ? Math.hypot(...sum) : count;
    return sum.map((x) => x / Math.max(length, 1e-12));
  });
}

/** Before one is chosen: what the loss pushes different ones apart by. */
function calibrate(
  plan: Plan,
  state: TargetStateOf<'identity'>,
  validation: WholeSplit,
  train: WholeSplit | null,
): TargetStateOf<'identity'> {
  const threshold = chosenThreshold(allPairs(plan, validation), plan.threshold) ?? plan.margin;
  return { ...state, threshold, centres: centresOf(plan, state.labels.length, train ?? validation) };
}

/** Vectors of whom samples show: near where they are the same. */
export const identityLosses = defineTargetLosses('identity', {
  takesOut: () => null,
  losses: (plan, target, output) => {
    const who = column(target, 0);
    switch (plan.loss) {
      case 'triplet_hard':
        return batchHardTriplet(who, vectors(plan, output), plan.margin, column(target, 1));
      case 'triplet_semihard':
        return semiHardTriplet(who, vectors(plan, output), plan.margin, column(target, 1));
      case 'arcface':
        return arcfaceLoss(who.toInt(), cosines(plan, output), { scale: plan.scale ?? 64, margin: plan.margin });
    }
  },
  metric: ({ loss }) => (loss === 'arcface' ? 'accuracy' : 'recall_at_1'),
  metrics: (plan, target, output) =>
    plan.loss === 'arcface'
      ? (cosines(plan, output).argMax(-1).equal(column(target, 0).toInt()).toFloat() as tf.Tensor1D)
      : nearestIsSame(column(target, 0), vectors(plan, output), column(target, 1)),
  whole: (plan, { threshold }, split) => {
    const { same, distances, nearest } = allPairs(plan, split);
    const scores = Array.from(distances, (distance) => -distance);
    if (scores.some((score) => !Number.isFinite(score))) return {};
    return {
      recall_at_1: nearest,
      equal_error_rate: equalErrorRate(same, scores).rate,
      auc: rocAuc(same, scores),
      ...(threshold !== null && scores.length > 0 && { pair_accuracy: accuracyAt(same, scores, -threshold) }),
    };
  },
  learnsFromTraining: true,
  calibrate,
});
