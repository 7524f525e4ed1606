import type { InputFacts, InputFactsOf } from '../../../shared/graph/facts';
import type { FeedPlan, FeedPlanOf, FeedState, FeedStateOf } from '../../../shared/graph/feed';
import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import type { Dataset, RawPart, RawPartOf } from '../dataset';
import { mapConcurrently } from '../map-concurrently';
import { ofKind } from '../of-kind';

const AT_ONCE = 64;

/** The training split at one input. */
export interface TrainingParts<K extends FeedKind> {
  readonly facts: InputFactsOf<K>;
  /** Visits every part in order, reading ahead. */
  each(visit: (part: RawPartOf<K>) => void): Promise<void>;
}

/** Learns from the training split what a feed needs. Its kind is hidden, as the registry holds it. */
export type Fit = (plan: FeedPlan, facts: InputFacts, dataset: Dataset, input: string, indices: Uint32Array) => Promise<FeedState>;

/** Declares what a kind of input learns. `learn` rejects with a StudioError where the data does not fit the plan. */
export function defineFit<K extends FeedKind>(
  kind: K,
  learn: (plan: FeedPlanOf<K>, training: TrainingParts<K>) => Promise<FeedStateOf<K>>,
): Fit {
  return (plan, facts, dataset, input, indices) =>
    learn(ofKind<FeedPlan, K>(plan, kind), {
      facts: ofKind<InputFacts, K>(facts, kind),
      each: async (visit) => {
        for (let at = 0; at < indices.length; at += AT_ONCE) {
          const some = Array.from(indices.subarray(at, at + AT_ONCE));
          const parts = await mapConcurrently(some, AT_ONCE, (index) => dataset.part(index, input));
          for (const part of parts) visit(ofKind<RawPart, K>(part, kind));
        }
      },
    });
}
