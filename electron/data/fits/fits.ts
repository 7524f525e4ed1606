import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { fitSounds } from './audio';
import type { Fit } from './define-fit';
import { fitSequences } from './ids';
import { fitImages } from './image';
import { fitTables } from './table';
import { fitTexts } from './text';

/** What every kind of input learns from the training split. */
export const FITS: { readonly [kind in FeedKind]: Fit } = {
  image: fitImages,
  text: fitTexts,
  table: fitTables,
  ids: fitSequences,
  audio: fitSounds,
};
