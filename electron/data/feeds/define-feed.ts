import type { InputFacts, InputFactsOf } from '../../../shared/graph/facts';
import type { FeedPlan, FeedPlanOf, FeedState, FeedStateOf } from '../../../shared/graph/feed';
import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import type { Dataset, EncodedTensor, RawPart, RawPartOf } from '../dataset';
import { ofKind } from '../of-kind';

/** How one kind of input becomes numbers. Nothing of Node: the exported page runs the same code. */
export interface FeedRules<K extends FeedKind> {
  /**
   * The numbers of a batch. @throws StudioError that says what of the parts does not fit
   *
   * @param facts of the data that the parts come from; null: they are as the plan has them
   */
  encode(plan: FeedPlanOf<K>, state: FeedStateOf<K>, parts: readonly RawPartOf<K>[], facts: InputFactsOf<K> | null): EncodedTensor;
  /** The same of samples of a data set, where reading them knows a quicker way; absent: reads, then encodes. */
  load?(plan: FeedPlanOf<K>, dataset: Dataset, input: string, indices: readonly number[]): Promise<EncodedTensor>;
  /** What people see at the places of a sequence: words, columns; padding behind is left out. Absent: places have no names. */
  labels?(plan: FeedPlanOf<K>, state: FeedStateOf<K>, part: RawPartOf<K>): readonly string[];
}

/** The rules of a kind, its kind hidden, as the registry holds them. */
export interface Feed {
  encode(plan: FeedPlan, state: FeedState, parts: readonly RawPart[], facts: InputFacts | null): EncodedTensor;
  load(plan: FeedPlan, state: FeedState, dataset: Dataset, input: string, indices: readonly number[]): Promise<EncodedTensor>;
  /** Null: places have no names. */
  labels(plan: FeedPlan, state: FeedState, part: RawPart): readonly string[] | null;
}

/** Declares how a kind of input becomes numbers. */
export function defineFeed<K extends FeedKind>(kind: K, rules: FeedRules<K>): Feed {
  const planOf = (plan: FeedPlan) => ofKind<FeedPlan, K>(plan, kind);
  const stateOf = (state: FeedState) => ofKind<FeedState, K>(state, kind);
  const partOf = (part: RawPart) => ofKind<RawPart, K>(part, kind);
  const factsOf = (facts: InputFacts) => ofKind<InputFacts, K>(facts, kind);
  const encode: Feed['encode'] = (plan, state, parts, facts) =>
    rules.encode(planOf(plan), stateOf(state), parts.map(partOf), facts && factsOf(facts));
  return {
    encode,
    load: async (plan, state, dataset, input, indices) => {
      if (rules.load) return rules.load(planOf(plan), dataset, input, indices);
      const parts = await Promise.all(indices.map((index) => dataset.part(index, input)));
      return encode(plan, state, parts, dataset.facts.inputs[input] ?? null);
    },
    labels: (plan, state, part) => rules.labels?.(planOf(plan), stateOf(state), partOf(part)) ?? null,
  };
}
