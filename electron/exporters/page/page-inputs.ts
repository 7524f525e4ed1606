import type { Preprocessing } from '../../../shared/graph/feed';
import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { element } from './page-dom';
import { audioPanel } from './panels/audio';
import { idsPanel } from './panels/ids';
import { imagePanel } from './panels/image';
import type { FeedOf, InputPanel } from './panels/panel';
import { tablePanel } from './panels/table';
import { textPanel } from './panels/text';

type Feed = Preprocessing['feeds'][number];

type Panels = { readonly [K in FeedKind]: (feed: FeedOf<K>, suffix: string, changed: () => void) => InputPanel };

const PANELS: Panels = { image: imagePanel, text: textPanel, table: tablePanel, ids: idsPanel, audio: audioPanel };

function panelOf<K extends FeedKind>(kind: K, feed: FeedOf<K>, suffix: string, changed: () => void): InputPanel {
  return PANELS[kind](feed, suffix, changed);
}

/** The panels of a page, one an input of the data; `changed` is called when a prediction is due. */
export function inputPanels(feeds: readonly Feed[], changed: () => void): InputPanel[] {
  // What a decoder reads is written by the model.
  const given = feeds.filter(({ plan }) => plan.kind !== 'decoder');
  const first = given.filter((feed, at) => given.findIndex(({ plan }) => plan.source === feed.plan.source) === at);
  return first.map((feed, at) => {
    // A feed is learned with the state of its own kind.
    const panel = panelOf<FeedKind>(feed.plan.kind as FeedKind, feed as FeedOf<FeedKind>, at === 0 ? '' : `-${at + 1}`, changed);
    if (first.length === 1) return panel;
    return { ...panel, root: element('div', { class: 'part' }, element('h3', {}, feed.plan.source), panel.root) };
  });
}
