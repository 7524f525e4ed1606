import type { PartContent, ReaderSettings } from '../../../shared/dataset';
import type { InputFacts, InputFactsOf } from '../../../shared/graph/facts';
import type { FeedPlan, FeedPlanOf, FeedState, FeedStateOf } from '../../../shared/graph/feed';
import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import type { OwnPart } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import type { OwnPartRead, RawPart, RawPartOf } from '../dataset';
import { ofKind } from '../of-kind';

/** How the user brings an input of one kind, and how a person sees what the model sees of it. */
export interface OwnRules<K extends FeedKind> {
  /** Reads a part that the user brings. Rejects with a StudioError; `mismatch` where it is of another kind. */
  read(given: OwnPart, facts: InputFactsOf<K>, read: ReaderSettings): Promise<OwnPartRead>;
  /** The part as it enters the model: the picture in its size, the words that are known. Null where nothing differs. */
  seen(plan: FeedPlanOf<K>, state: FeedStateOf<K>, part: RawPartOf<K>): Promise<PartContent | null>;
}

/** The rules of a kind, its kind hidden, as the registry holds them. */
export interface Own {
  read(given: OwnPart, facts: InputFacts, read: ReaderSettings): Promise<OwnPartRead>;
  seen(plan: FeedPlan, state: FeedState, part: RawPart): Promise<PartContent | null>;
}

/** Declares how the user brings a kind of input. */
export function defineOwn<K extends FeedKind>(kind: K, rules: OwnRules<K>): Own {
  return {
    read: async (given, facts, read) => rules.read(given, ofKind<InputFacts, K>(facts, kind), read),
    seen: async (plan, state, part) =>
      rules.seen(ofKind<FeedPlan, K>(plan, kind), ofKind<FeedState, K>(state, kind), ofKind<RawPart, K>(part, kind)),
  };
}

/** The refusal of a part of another kind. */
export function mismatch(expected: string, given: { readonly kind: OwnPart['kind'] | 'parts' }): StudioError {
  const received = { file: 'a file', image: 'a picture', text: 'a text', row: 'a row of a table', parts: 'several parts' }[given.kind];
  return new StudioError('The model takes another kind of input.', { expected, received });
}
