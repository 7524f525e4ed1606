import type { ReaderSettings } from '../../../dataset';
import type { FeedPlan, FeedPlanOf } from '../../../graph/feed';
import type { PythonPart } from '../python-part';
import { audioSource } from './audio';
import { decoderSource } from './decoder';
import { idsSource } from './ids';
import { imageSource } from './image';
import { tableSource } from './table';
import { textSource } from './text';

type Sources = { readonly [K in FeedPlan['kind']]: (feed: FeedPlanOf<K>, read: ReaderSettings) => PythonPart };

const SOURCES: Sources = {
  image: imageSource,
  text: textSource,
  table: tableSource,
  ids: idsSource,
  audio: audioSource,
  decoder: decoderSource,
};

function sourceOf<K extends FeedPlan['kind']>(kind: K, feed: FeedPlanOf<K>, read: ReaderSettings): PythonPart {
  return SOURCES[kind](feed, read);
}

/** `encode_<node>(samples)`: the numbers that enter the model at one input. */
export function encodeFeedSource(feed: FeedPlan, read: ReaderSettings): PythonPart {
  // The kind is the plan's own: the function that it names takes this plan.
  return sourceOf<FeedPlan['kind']>(feed.kind, feed as FeedPlanOf<FeedPlan['kind']>, read);
}
