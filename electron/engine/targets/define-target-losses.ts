import type * as tf from '@tensorflow/tfjs';
import type { TargetPlan, TargetPlanOf, TargetState, TargetStateOf } from '../../../shared/graph/feed';
import type { TargetKind } from '../../../shared/graph/targets/kinds';
import type { EncodedTensor } from '../../data/dataset';
import { ofKind } from '../../data/of-kind';

/** What a model gives at an output: the target's own numbers, or what goes into the softmax or sigmoid that makes them. */
export type OutputForm = 'values' | 'logits';

/** All samples of a split, row after row: what was expected and what the model gave (never logits). */
export interface WholeSplit {
  readonly samples: number;
  readonly expected: Float32Array | Int32Array;
  readonly given: Float32Array;
}

/** What entered the model, by the data's name of the input. */
export type Entered = { readonly [source: string]: EncodedTensor };

/** Of one batch. */
export type KeptBatch = Omit<WholeSplit, 'samples'>;

/**
 * Puts a batch's target in the order in which the outputs of the same batch answer it. The shape stays. Reads numbers: it runs
 * between two programs, one that gives the outputs and one that takes the target.
 */
export type Assign = (target: EncodedTensor, output: EncodedTensor) => EncodedTensor;

/** How outputs of one kind of target are judged. Everything but `assigner` and `whole` computes with tensors, and can be recorded. */
export interface TargetLossRules<K extends TargetKind> {
  /** The activation of the model's last layer that the losses compute themselves, out of what goes into it; null: they are of its values. */
  takesOut(plan: TargetPlanOf<K>): 'softmax' | 'sigmoid' | null;
  /**
   * The loss, sample by sample: [batch].
   *
   * @param target as `electron/data/targets` encodes it
   * @param weights one a class, or null
   */
  losses(plan: TargetPlanOf<K>, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D;
  /**
   * What each sample counts where losses and metrics are averaged, [batch]: its real places, as every real place of a split
   * counts the same, however it is cut into batches. Absent: all samples count the same.
   */
  counts?(plan: TargetPlanOf<K>, target: tf.Tensor): tf.Tensor1D;
  /** Of a loss that depends on which part of an output answers for what; null, or absent: the target is taken as it is encoded. */
  assigner?(plan: TargetPlanOf<K>): Assign | null;
  /** Keras's name of the metric shown beside the loss. */
  metric(plan: TargetPlanOf<K>): string;
  /** That metric, sample by sample: [batch]; in the unit of the model's output. */
  metrics(plan: TargetPlanOf<K>, target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D;
  /**
   * What is kept of a batch until all are judged, for `whole`. Absent: everything, row after row. Null: nothing.
   *
   * @param output the model's, never logits
   * @param entered what entered the model, by the data's name of the input
   */
  kept?(plan: TargetPlanOf<K>, expected: EncodedTensor, output: tf.Tensor, entered: Entered): KeptBatch | null;
  /** Metrics that are no mean over samples, by name, in the data's unit. One that is undefined here (a class without samples) is left out or NaN. */
  whole?(plan: TargetPlanOf<K>, state: TargetStateOf<K>, split: WholeSplit): { readonly [name: string]: number };
  /**
   * Chooses, once the model is trained, what only its outputs tell: a threshold. On validation samples, never on those that it
   * will be judged on.
   *
   * @param train of training samples, up to some thousand; null where they are not asked for
   */
  calibrate?(plan: TargetPlanOf<K>, state: TargetStateOf<K>, validation: WholeSplit, train: WholeSplit | null): TargetStateOf<K>;
  /** Whether `calibrate` wants the outputs of training samples as well. */
  readonly learnsFromTraining?: boolean;
}

/** The rules of a kind, its kind hidden, as the registry holds them. */
export interface TargetLosses {
  takesOut(plan: TargetPlan): 'softmax' | 'sigmoid' | null;
  losses(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D;
  /** Whether `counts` gives any. */
  isCounted(plan: TargetPlan): boolean;
  /** Null: all samples count the same. */
  counts(plan: TargetPlan, target: tf.Tensor): tf.Tensor1D | null;
  assigner(plan: TargetPlan): Assign | null;
  metric(plan: TargetPlan): string;
  kept(plan: TargetPlan, expected: EncodedTensor, output: tf.Tensor, entered: Entered): KeptBatch | null;
  metrics(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D;
  whole(plan: TargetPlan, state: TargetState, split: WholeSplit): { readonly [name: string]: number };
  /** Null: there is nothing to choose. */
  readonly calibrate: ((plan: TargetPlan, state: TargetState, validation: WholeSplit, train: WholeSplit | null) => TargetState) | null;
  readonly learnsFromTraining: boolean;
}

/** Declares how a kind of target is judged. */
export function defineTargetLosses<K extends TargetKind>(kind: K, rules: TargetLossRules<K>): TargetLosses {
  const planOf = (plan: TargetPlan) => ofKind<TargetPlan, K>(plan, kind);
  const stateOf = (state: TargetState) => ofKind<TargetState, K>(state, kind);
  const { calibrate } = rules;
  return {
    takesOut: (plan) => rules.takesOut(planOf(plan)),
    losses: (plan, target, output, form, weights) => rules.losses(planOf(plan), target, output, form, weights),
    isCounted: () => rules.counts !== undefined,
    counts: (plan, target) => rules.counts?.(planOf(plan), target) ?? null,
    assigner: (plan) => rules.assigner?.(planOf(plan)) ?? null,
    metric: (plan) => rules.metric(planOf(plan)),
    kept: (plan, expected, output, entered) => {
      if (!rules.whole) return null;
      // A copy: the tensor's numbers may be the engine's own memory.
      return rules.kept
        ? rules.kept(planOf(plan), expected, output, entered)
        : { expected: expected.data, given: output.dataSync<'float32'>().slice() };
    },
    metrics: (plan, target, output, form) => rules.metrics(planOf(plan), target, output, form),
    whole: (plan, state, split) => rules.whole?.(planOf(plan), stateOf(state), split) ?? {},
    calibrate: calibrate
      ? (plan, state, validation, train) => calibrate.call(rules, planOf(plan), stateOf(state), validation, train)
      : null,
    learnsFromTraining: rules.learnsFromTraining ?? false,
  };
}
