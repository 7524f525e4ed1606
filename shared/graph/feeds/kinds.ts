import { audioFeed } from './audio';
import { idsFeed } from './ids';
import { imageFeed } from './image';
import { tableFeed } from './table';
import { textFeed } from './text';

/**
 * Every kind of input: what is known of it in the data, how it becomes numbers, what is learned for that. A new kind is a
 * file here and a line, in this list and in those of `electron/data/feeds`, `electron/data/fits`, `electron/data/own`, `shared/codegen/python/feeds`,
 * `electron/exporters/page/panels`, `electron/exporters/readme` and `renderer/data/kinds`, which do not compile without it.
 */
export const FEED_KINDS = { image: imageFeed, text: textFeed, table: tableFeed, ids: idsFeed, audio: audioFeed } as const;

export type FeedKind = keyof typeof FEED_KINDS;
