import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { audioFeed } from './audio';
import type { Feed } from './define-feed';
import { idsFeed } from './ids';
import { imageFeed } from './image';
import { tableFeed } from './table';
import { textFeed } from './text';

/** How every kind of input becomes numbers. */
export const FEEDS: { readonly [kind in FeedKind]: Feed } = {
  image: imageFeed,
  text: textFeed,
  table: tableFeed,
  ids: idsFeed,
  audio: audioFeed,
};
