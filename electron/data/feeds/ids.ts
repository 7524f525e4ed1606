import { defineFeed } from './define-feed';
import { mustBeKnown } from './known-ids';
import { padSequences } from './pad-sequences';

/** Sequences of whole numbers, as they are, in one length. */
export const idsFeed = defineFeed('ids', {
  encode: (plan, _state, parts) => {
    for (const { ids } of parts) mustBeKnown(ids, plan.vocabulary);
    return padSequences(
      parts.map(({ ids }) => ids),
      plan,
    );
  },
  labels: (plan, _state, { ids }) => {
    const { shape, data } = padSequences([ids], plan);
    const shown = Array.from(data, String);
    // Zeros in front are places of the sequence that is looked at; those behind are left out.
    const filled = plan.padding === 'post' ? Math.min(ids.length, shape[1] ?? 0) : shown.length;
    return shown.slice(0, filled);
  },
});
