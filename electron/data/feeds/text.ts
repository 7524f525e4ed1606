import type { FeedPlanOf, FeedStateOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../dataset';
import { UNKNOWN } from '../fit-vocabulary';
import { textIds } from '../text-ids';
import { defineFeed } from './define-feed';

/** Ids of words, characters or pieces of words. */
export const textFeed = defineFeed('text', {
  encode: (plan, state, parts) =>
    encodeTexts(
      plan,
      state,
      parts.map((part) => part.text),
    ),
  labels: (plan, state, part) => {
    const tokens = textIds(plan, state)
      .tokens(part.text)
      .map((token) => (token.known ? token.text : UNKNOWN));
    return plan.output_sequence_length === null ? tokens : tokens.slice(0, plan.output_sequence_length);
  },
});

/** Ids of words, padded with 0 behind, cut or filled to the plan's length or to the longest text of the batch. */
export function encodeTexts(plan: FeedPlanOf<'text'>, state: FeedStateOf<'text'>, texts: readonly string[]): EncodedTensor {
  const { ids } = textIds(plan, state);
  const rows = texts.map(ids);
  const length = plan.output_sequence_length ?? Math.max(1, ...rows.map((row) => row.length));
  const data = new Int32Array(rows.length * length);
  rows.forEach((row, at) => {
    data.set(row.slice(0, length), at * length);
  });
  return { shape: [rows.length, length], data };
}
