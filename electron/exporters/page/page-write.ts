import type { Preprocessing } from '../../../shared/graph/feed';
import { END_ID, START_ID } from '../../../shared/graph/targets/written-tokens';
import { decoderLabels, placesFor } from '../../data/decoder-feed';
import type { WrittenText } from '../../data/targets/define-target';
import { filledRows } from '../../data/written';
import type { PageTensor } from './page-data';
import type { PageModel } from './page-model';

type Feeds = { readonly [node: string]: PageTensor };

/** What the decoders of a model wrote, and the inputs with which they have read it. */
export interface PageWritten {
  readonly feeds: Feeds;
  /** By output node. */
  readonly written: { readonly [node: string]: WrittenText };
  /** By the input of a decoder, what stands at its places. */
  readonly labels: { readonly [node: string]: { readonly read: readonly string[]; readonly written: readonly string[] } };
}

/** Lets every decoder of a page's model write one text, greedily, word by word: a page has no beams. */
export async function writeOnPage(model: PageModel, preprocessing: Preprocessing, given: Feeds): Promise<PageWritten> {
  let feeds: Feeds = given;
  const written: Record<string, WrittenText> = {};
  const labels: Record<string, ReturnType<typeof decoderLabels>> = {};
  for (const [output, { plan, state }] of preprocessing.targets.entries()) {
    const feed = preprocessing.feeds.find(({ plan: one }) => plan.kind === 'sequence' && one.node === plan.feed);
    if (plan.kind !== 'sequence' || state.kind !== 'sequence' || feed?.plan.kind !== 'decoder' || feed.state.kind !== 'decoder') continue;
    const longest = Math.min((plan.max_length ?? state.longest) + 1, feed.plan.length ?? Number.POSITIVE_INFINITY);
    const places = placesFor(feed.plan.length, longest - 1);
    const tokens: number[] = [];
    let logProbability = 0;
    const put = () => {
      feeds = { ...feeds, [feed.plan.node]: filledRows([[START_ID, ...tokens]], places) };
    };
    put();
    while (tokens.length < longest) {
      const said = (await model.predict(feeds))[output];
      const at = tokens.length * plan.tokens.max_tokens;
      const row = said?.data.subarray(at, at + Math.min(plan.tokens.max_tokens, state.vocabulary.length)) ?? new Float32Array();
      // Padding, unknown words and the start are not written.
      let best = END_ID;
      for (let id = END_ID; id < row.length; id++) if ((row[id] ?? 0) > (row[best] ?? 0)) best = id;
      tokens.push(best);
      logProbability += Math.log(row[best] ?? 0);
      if (best === END_ID) break;
      if (tokens.length < places) put();
    }
    const ended = tokens.at(-1) === END_ID;
    written[plan.node] = { tokens, logProbability, ended, others: [] };
    labels[feed.plan.node] = decoderLabels(feed.state, [START_ID, ...(ended ? tokens.slice(0, -1) : tokens.slice(0, places - 1))], ended);
  }
  return { feeds, written, labels };
}
