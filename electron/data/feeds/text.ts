import type { FeedPlanOf, FeedStateOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../dataset';
import { UNKNOWN, VocabularyCounts } from '../fit-vocabulary';
import { tokenize, vocabularyIds } from '../tokenize';
import { defineFeed } from './define-feed';

/** Ids of words (or characters), by a vocabulary learned from the training split. */
export const textFeed = defineFeed('text', {
  fit: async (plan, training) => {
    const counts = new VocabularyCounts();
    await training.each((part) => counts.add(tokenize(part.text, plan)));
    return { kind: 'text', vocabulary: counts.vocabulary(plan.max_tokens) };
  },
  encode: (plan, state, parts) =>
    encodeTexts(
      plan,
      state,
      parts.map((part) => part.text),
    ),
  labels: (plan, state, part) => {
    const known = idsOf(state);
    const tokens = tokenize(part.text, plan).map((token) => (known.has(token) ? token : UNKNOWN));
    return plan.output_sequence_length === null ? tokens : tokens.slice(0, plan.output_sequence_length);
  },
});

/** Ids of words, padded with 0 behind, cut or filled to the plan's length or to the longest text of the batch. */
export function encodeTexts(plan: FeedPlanOf<'text'>, state: FeedStateOf<'text'>, texts: readonly string[]): EncodedTensor {
  const ids = idsOf(state);
  const rows = texts.map((text) => tokenize(text, plan).map((word) => ids.get(word) ?? 1));
  const length = plan.output_sequence_length ?? Math.max(1, ...rows.map((row) => row.length));
  const data = new Int32Array(rows.length * length);
  rows.forEach((row, at) => {
    data.set(row.slice(0, length), at * length);
  });
  return { shape: [rows.length, length], data };
}

const idTables = new WeakMap<FeedStateOf<'text'>, ReadonlyMap<string, number>>();

function idsOf(state: FeedStateOf<'text'>): ReadonlyMap<string, number> {
  const known = idTables.get(state);
  if (known) return known;
  const ids = vocabularyIds(state.vocabulary);
  idTables.set(state, ids);
  return ids;
}
