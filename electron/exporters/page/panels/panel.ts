import type { FeedPlanOf, FeedStateOf } from '../../../../shared/graph/feed';
import type { FeedKind } from '../../../../shared/graph/feeds/kinds';
import type { Sound } from '../../../data/audio/read-wav';

export interface FeedOf<K extends FeedKind> {
  readonly plan: FeedPlanOf<K>;
  readonly state: FeedStateOf<K>;
}

/** What the person gave at one input, not yet numbers. */
export type Given =
  | { readonly kind: 'image'; readonly canvas: HTMLCanvasElement }
  | { readonly kind: 'text'; readonly text: string }
  /** By column; null where the field is empty. */
  | { readonly kind: 'table'; readonly values: readonly (number | null)[] }
  /** As it was typed. */
  | { readonly kind: 'ids'; readonly text: string }
  /** Null until a file is chosen. */
  | { readonly kind: 'audio'; readonly sound: Sound | null };

/** A part of the page that takes one input of the data. */
export interface InputPanel {
  /** The data's name of it. */
  readonly source: string;
  readonly root: HTMLElement;
  read(): Given;
}
