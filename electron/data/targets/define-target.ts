import type { InputFacts, InputFactsOf, TargetFacts, TargetFactsOf } from '../../../shared/graph/facts';
import type { TargetPlan, TargetPlanOf, TargetState, TargetStateOf } from '../../../shared/graph/feed';
import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { dataKindOf } from '../../../shared/graph/targets/data-kinds';
import type { TargetKind } from '../../../shared/graph/targets/kinds';
import type { Prediction, PredictionOf } from '../../../shared/run';
import type { Dataset, EncodedTensor } from '../dataset';
import { ofKind } from '../of-kind';

/** One target of an open data set. */
export interface TargetData<K extends TargetKind> {
  readonly name: string;
  readonly facts: TargetFactsOf<K>;
  /** By sample, as `Dataset.targets` has them; empty for kinds whose targets are parts. */
  readonly numbers: Float64Array;
  /** For kinds whose targets are more than a number. */
  readonly dataset: Dataset;
}

/** What the model says of a sample at one output, to be counted. */
export interface Judgement {
  /** The class index, or the value in the data's unit. */
  readonly predicted: number;
  /** Of the predicted class; null where there is none. */
  readonly probability: number | null;
}

/** One of several numbers that a sample is asked for, in the data's unit. */
export interface SeriesPoint {
  readonly column: string;
  readonly actual: number;
  readonly predicted: number;
}

/** What entered the model for one sample, by the data's name of the input. */
export type SampleFeeds = { readonly [source: string]: ArrayLike<number> };

/** A text that a search found, as ids. */
export interface WrittenText {
  /** With the end, where it was reached. */
  readonly tokens: readonly number[];
  readonly logProbability: number;
  readonly ended: boolean;
  /** Less likely ones that the search kept, likeliest first. */
  readonly others: readonly { readonly tokens: readonly number[]; readonly logProbability: number }[];
}

/** What is known of a sample besides the row of the output. */
export interface PredictContext {
  /** Of a decoder: what its search wrote. */
  readonly written?: WrittenText | null;
  /** What stands at the places of the input that a plan names by `feed`. */
  readonly words?: readonly string[];
  /** What entered the model. */
  readonly entered?: SampleFeeds;
}

/** How one kind of target becomes numbers, and numbers of the model become an answer again. Nothing of Node: pages run the same code. */
export interface TargetRules<K extends TargetKind> {
  /** An input of this kind may be the target itself: the model tells anew what it is given. */
  readonly reconstructs?: { readonly kind: 'audio'; facts(input: InputFactsOf<'audio'>): TargetFactsOf<K> };

  /** Learns from the training split. Rejects with a StudioError where the data does not fit the plan. */
  fit(plan: TargetPlanOf<K>, data: TargetData<K>, indices: Uint32Array): TargetStateOf<K> | Promise<TargetStateOf<K>>;
  /** What the data's numbers are to the model: class indices of the run, values. @throws StudioError where they cannot be told. */
  actual(state: TargetStateOf<K>, data: TargetData<K>): Float64Array;
  /** What the model should give for some samples. */
  encode(
    plan: TargetPlanOf<K>,
    state: TargetStateOf<K>,
    data: TargetData<K>,
    indices: readonly number[],
    /** The same samples' inputs, by node. */
    feeds: { readonly [node: string]: EncodedTensor },
  ): EncodedTensor | Promise<EncodedTensor>;
  /** What one row of the output says, for people. */
  predict(plan: TargetPlanOf<K>, state: TargetStateOf<K>, row: Float32Array, context?: PredictContext): PredictionOf<K>;
  judge(plan: TargetPlanOf<K>, state: TargetStateOf<K>, row: Float32Array): Judgement;
  /** Of a kind that asks for several numbers a sample: each of them. */
  series?(plan: TargetPlanOf<K>, state: TargetStateOf<K>, expected: ArrayLike<number>, row: Float32Array): readonly SeriesPoint[];
  /** What its true and predicted classes are called, where `judge` tells such; absent: they are none. */
  classes?(state: TargetStateOf<K>): readonly string[];
  /** Brings the metric from the model's unit to that of the data; absent: they are the same. */
  metricScale?(plan: TargetPlanOf<K>, state: TargetStateOf<K>): number;
  /** What a model is for that tells this, in a sentence of plain text. */
  purpose(state: TargetStateOf<K>): string;
  /** The refusal of data that has no target of this kind. `other`: what it has instead; null: nothing. */
  missing(state: TargetStateOf<K> | null, other: TargetFacts | null): Error;
}

/** The rules of a kind, its kind hidden, as the registry holds them. */
export interface Target {
  readonly reconstructs: { readonly kind: FeedKind; facts(input: InputFacts): TargetFacts } | null;
  fit(plan: TargetPlan, data: TargetData<TargetKind>, indices: Uint32Array): Promise<TargetState>;
  actual(state: TargetState, data: TargetData<TargetKind>): Float64Array;
  encode(
    plan: TargetPlan,
    state: TargetState,
    data: TargetData<TargetKind>,
    indices: readonly number[],
    feeds: { readonly [node: string]: EncodedTensor },
  ): Promise<EncodedTensor>;
  predict(plan: TargetPlan, state: TargetState, row: Float32Array, context?: PredictContext): Prediction;
  judge(plan: TargetPlan, state: TargetState, row: Float32Array): Judgement;
  series(plan: TargetPlan, state: TargetState, expected: ArrayLike<number>, row: Float32Array): readonly SeriesPoint[];
  /** Null: it tells no classes. */
  classes(state: TargetState): readonly string[] | null;
  metricScale(plan: TargetPlan, state: TargetState): number;
  purpose(state: TargetState): string;
  missing(state: TargetState | null, other: TargetFacts | null): Error;
}

/** Declares how a kind of target becomes numbers. */
export function defineTarget<K extends TargetKind>(kind: K, rules: TargetRules<K>): Target {
  const planOf = (plan: TargetPlan) => ofKind<TargetPlan, K>(plan, kind);
  const stateOf = (state: TargetState) => ofKind<TargetState, K>(state, kind);
  const factsOf = (facts: TargetFacts): TargetFactsOf<K> => {
    if (facts.kind !== dataKindOf(kind)) throw new Error(`${facts.kind} where ${kind} was planned`);
    // Checked the line before.
    return facts as TargetFactsOf<K>;
  };
  const dataOf = (data: TargetData<TargetKind>): TargetData<K> => ({ ...data, facts: factsOf(data.facts) });
  const { reconstructs } = rules;
  return {
    reconstructs: reconstructs
      ? { kind: reconstructs.kind, facts: (input) => reconstructs.facts(ofKind<InputFacts, 'audio'>(input, reconstructs.kind)) }
      : null,
    fit: async (plan, data, indices) => rules.fit(planOf(plan), dataOf(data), indices),
    actual: (state, data) => rules.actual(stateOf(state), dataOf(data)),
    encode: async (plan, state, data, indices, feeds) => rules.encode(planOf(plan), stateOf(state), dataOf(data), indices, feeds),
    predict: (plan, state, row, context) => rules.predict(planOf(plan), stateOf(state), row, context),
    judge: (plan, state, row) => rules.judge(planOf(plan), stateOf(state), row),
    series: (plan, state, expected, row) => rules.series?.(planOf(plan), stateOf(state), expected, row) ?? [],
    classes: (state) => rules.classes?.(stateOf(state)) ?? null,
    metricScale: (plan, state) => rules.metricScale?.(planOf(plan), stateOf(state)) ?? 1,
    purpose: (state) => rules.purpose(stateOf(state)),
    missing: (state, other) => rules.missing(state && stateOf(state), other),
  };
}
