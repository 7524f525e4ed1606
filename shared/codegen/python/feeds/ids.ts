import type { FeedPlanOf } from '../../../graph/feed';
import type { PythonPart } from '../python-part';

/** Sequences of whole numbers, filled and cut as Keras's `pad_sequences` does. */
export function idsSource(feed: FeedPlanOf<'ids'>): PythonPart {
  const maxlen = feed.maxlen === null ? 'max(1, *(len(row) for row in sequences))' : String(feed.maxlen);
  return {
    imports: [],
    source: `def encode_${feed.node}(sequences):
    """Ids, 0 pads."""
    return keras.utils.pad_sequences(sequences, maxlen=${maxlen}, padding="${feed.padding}", truncating="${feed.truncating}")`,
  };
}
