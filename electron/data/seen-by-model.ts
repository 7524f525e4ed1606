import type { SampleView } from '../../shared/dataset';
import type { Preprocessing } from '../../shared/graph/feed';
import type { RawSample } from './dataset';
import { UNKNOWN } from './fit-vocabulary';
import { fitImage } from './image/fit-image';
import { imageContent } from './image/image-content';
import { textIds } from './text-ids';

/** A sample as it enters the model: the picture in its size, the words that are known. Null where nothing differs. */
export async function seenByModel(preprocessing: Preprocessing, raw: RawSample): Promise<SampleView['content'] | null> {
  for (const { plan, state } of preprocessing.feeds) {
    if (plan.kind === 'image' && raw.kind === 'image') {
      const { width, height, channels } = plan;
      return imageContent({ kind: 'image', width, height, channels, pixels: fitImage(raw, plan) });
    }
    if (plan.kind === 'text' && state.kind === 'text' && raw.kind === 'text') {
      return { kind: 'text', text: seenTokens(preprocessing, plan.node, raw)?.join(plan.split === 'character' ? '' : ' ') ?? '' };
    }
  }
  return null;
}

/** The words (characters, pieces) at the positions of a text input, unknown ones as `[UNK]`, padding left out; null for other inputs. */
export function seenTokens(preprocessing: Preprocessing, node: string, raw: RawSample): string[] | null {
  const feed = preprocessing.feeds.find(({ plan }) => plan.node === node);
  if (feed?.plan.kind !== 'text' || feed.state.kind !== 'text' || raw.kind !== 'text') return null;
  const tokens = textIds(feed.plan, feed.state)
    .tokens(raw.text)
    .map((token) => (token.known ? token.text : UNKNOWN));
  return feed.plan.output_sequence_length === null ? tokens : tokens.slice(0, feed.plan.output_sequence_length);
}
