import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { ownAudio } from './audio';
import type { Own } from './define-own';
import { ownIds } from './ids';
import { ownImage } from './image';
import { ownTable } from './table';
import { ownText } from './text';

/** How the user brings every kind of input. */
export const OWN_INPUTS: { readonly [kind in FeedKind]: Own } = {
  image: ownImage,
  text: ownText,
  table: ownTable,
  ids: ownIds,
  audio: ownAudio,
};
