import type { DataFacts } from '../../../shared/graph/facts';
import type { Preprocessing } from '../../../shared/graph/feed';
import type { RawSample } from '../../data/dataset';
import { encodeOwn } from '../../data/encode-batch';
import { UNKNOWN } from '../../data/fit-vocabulary';
import { textIds } from '../../data/text-ids';
import type { PageTensor } from './page-data';
import { context2d } from './page-dom';
import type { Given } from './page-inputs';

type Feed = Preprocessing['feeds'][number];

/** The numbers that enter the model, made by the same code as in training. */
export function encodeGiven(feed: Feed, given: Given): PageTensor {
  const preprocessing: Preprocessing = { format: 'attention-studio-preprocessing', version: 1, feeds: [feed], targets: [] };
  const view = { index: null, split: null, label: null, content: { kind: 'text', text: '' } } as const;
  const tensor = encodeOwn(preprocessing, [{ raw: rawSample(given), view }], factsOf(feed)).feeds[feed.plan.node];
  if (!tensor) throw new Error(`nothing for the input ${feed.plan.node}`);
  return tensor;
}

/** The page's panels give what the feed wants, column by column. */
function factsOf({ plan }: Feed): DataFacts {
  const input =
    plan.kind === 'text' ? { kind: plan.kind } : plan.kind === 'table' ? { kind: plan.kind, columns: plan.columns } : { ...plan };
  return { samples: 0, input, target: null };
}

/** The words at the positions of a text input, unknown ones marked. */
export function tokensOf({ plan, state }: Feed, text: string): readonly string[] {
  if (plan.kind !== 'text' || state.kind !== 'text') return [];
  const tokens = textIds(plan, state)
    .tokens(text)
    .map((token) => (token.known ? token.text : `${token.text} ${UNKNOWN}`));
  return plan.output_sequence_length === null ? tokens : tokens.slice(0, plan.output_sequence_length);
}

function rawSample(given: Given): RawSample {
  switch (given.kind) {
    case 'text':
      return given;
    case 'table':
      return { kind: 'table', values: Float64Array.from(given.values, (value) => value ?? Number.NaN) };
    case 'image': {
      const { width, height } = given.canvas;
      // Laid on black where it is transparent, as in training.
      const flat = document.createElement('canvas');
      flat.width = width;
      flat.height = height;
      const context = context2d(flat);
      context.fillRect(0, 0, width, height);
      context.drawImage(given.canvas, 0, 0);
      return { kind: 'image', width, height, channels: 4, pixels: new Uint8Array(context.getImageData(0, 0, width, height).data) };
    }
  }
}
