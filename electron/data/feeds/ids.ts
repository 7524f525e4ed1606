import { StudioError } from '../../../shared/studio-error';
import { defineFeed } from './define-feed';
import { padSequences } from './pad-sequences';

/** Sequences of whole numbers, as they are, in one length. */
export const idsFeed = defineFeed('ids', {
  fit: async (plan, training) => {
    await training.each(({ ids }) => mustBeKnown(ids, plan.vocabulary));
    return { kind: 'ids' };
  },
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

function mustBeKnown(ids: Int32Array, vocabulary: number): void {
  const beyond = ids.find((id) => id < 0 || id >= vocabulary);
  if (beyond === undefined) return;
  throw new StudioError(`The sequence holds the id ${beyond}, which the model does not know.`, {
    expected: `ids from 0 to ${vocabulary - 1}`,
    received: String(beyond),
    advice: 'Give the Sequence of ids a larger vocabulary and train again, or leave the id out.',
  });
}
