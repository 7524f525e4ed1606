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

/** How outputs of one kind of target are judged. Everything but `whole` computes with tensors, and can be recorded. */
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
  /** Keras's name of the metric shown beside the loss. */
  metric(plan: TargetPlanOf<K>): string;
  /** That metric, sample by sample: [batch]; in the unit of the model's output. */
  metrics(plan: TargetPlanOf<K>, target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D;
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
  /**
   * What is kept of a batch for `whole`, where the numbers themselves would be too many.
   */
  condense?(plan: TargetPlanOf<K>, batch: CondensedBatch): { readonly expected: Float32Array; readonly given: Float32Array };
}

/** A batch as it is judged: what was expected, what the model gave, what entered it (by the data's name of the input). */
export interface CondensedBatch {
  readonly samples: number;
  readonly expected: EncodedTensor;
  readonly given: tf.Tensor;
  readonly feeds: { readonly [source: string]: EncodedTensor };
}

/** The rules of a kind, its kind hidden, as the registry holds them. */
export interface TargetLosses {
  takesOut(plan: TargetPlan): 'softmax' | 'sigmoid' | null;
  losses(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm, weights: tf.Tensor1D | null): tf.Tensor1D;
  metric(plan: TargetPlan): string;
  metrics(plan: TargetPlan, target: tf.Tensor, output: tf.Tensor, form: OutputForm): tf.Tensor1D;
  whole(plan: TargetPlan, state: TargetState, split: WholeSplit): { readonly [name: string]: number };
  /** Null: there is nothing to choose. */
  readonly calibrate: ((plan: TargetPlan, state: TargetState, validation: WholeSplit, train: WholeSplit | null) => TargetState) | null;
  readonly learnsFromTraining: boolean;
  /** Null: all numbers are kept. */
  readonly condense:
    | ((plan: TargetPlan, batch: CondensedBatch) => { readonly expected: Float32Array; readonly given: Float32Array })
    | null;
}

/** Declares how a kind of target is judged. */
export function defineTargetLosses<K extends TargetKind>(kind: K, rules: TargetLossRules<K>): TargetLosses {
  const planOf = (plan: TargetPlan) => ofKind<TargetPlan, K>(plan, kind);
  const stateOf = (state: TargetState) => ofKind<TargetState, K>(state, kind);
  const { calibrate, condense } = rules;
  return {
    takesOut: (plan) => rules.takesOut(planOf(plan)),
    losses: (plan, target, output, form, weights) => rules.losses(planOf(plan), target, output, form, weights),
    metric: (plan) => rules.metric(planOf(plan)),
    metrics: (plan, target, output, form) => rules.metrics(planOf(plan), target, output, form),
    whole: (plan, state, split) => rules.whole?.(planOf(plan), stateOf(state), split) ?? {},
    calibrate: calibrate
      ? (plan, state, validation, train) => calibrate.call(rules, planOf(plan), stateOf(state), validation, train)
      : null,
    learnsFromTraining: rules.learnsFromTraining ?? false,
    condense: condense ? (plan, batch) => condense.call(rules, planOf(plan), batch) : null,
  };
}
