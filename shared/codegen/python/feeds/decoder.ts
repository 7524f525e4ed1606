import type { FeedPlanOf } from '../../../graph/feed';
import { pyString } from '../literal';
import type { PythonPart } from '../python-part';
import { ROUND_LENGTH, writtenIds } from '../written';

/** The target so far: the start, then the target's words (teacher forcing). */
export function decoderSource(feed: FeedPlanOf<'decoder'>): PythonPart {
  const { imports, source } = writtenIds(feed.tokens, feed.node, `FEEDS[${pyString(feed.node)}]["vocabulary"]`);
  return {
    imports,
    helpers: [ROUND_LENGTH],
    source: `${source}


def encode_${feed.node}(texts):
    """The target, one place later and behind the start (2): teacher forcing."""
    return fill([[2, *ids_${feed.node}(text)] for text in texts], ${feed.length ?? 'None'})`,
  };
}
