import { PREPROCESSING_VERSION, type Preprocessing } from '../../../shared/graph/feed';
import type { RawPart } from '../../data/dataset';
import { encodeOwn } from '../../data/encode-batch';
import { FEEDS } from '../../data/feeds/feeds';
import { readIds } from '../../data/records/read-ids';
import type { PageTensor } from './page-data';
import { context2d } from './page-dom';
import type { Given } from './panels/panel';

type Feed = Preprocessing['feeds'][number];

/** The numbers that enter the model, made by the same code as in training. A panel gives what its feed wants, column by column. */
export function encodeGiven(feed: Feed, given: Given): PageTensor {
  const preprocessing: Preprocessing = {
    format: 'attention-studio-preprocessing',
    version: PREPROCESSING_VERSION,
    feeds: [feed],
    targets: [],
  };
  const tensor = encodeOwn(preprocessing, [{ [feed.plan.source]: rawPart(given) }]).feeds[feed.plan.node];
  if (!tensor) throw new Error(`nothing for the input ${feed.plan.node}`);
  return tensor;
}

/** What stands at the positions of an input: words, ids, columns. */
export function labelsOf({ plan, state }: Feed, given: Given): readonly string[] {
  if (plan.kind === 'decoder') return [];
  return FEEDS[plan.kind].labels(plan, state, rawPart(given)) ?? [];
}

function rawPart(given: Given): RawPart {
  switch (given.kind) {
    case 'text':
      return given;
    case 'ids': {
      const ids = readIds(given.text);
      if (!ids) throw new Error('a sequence is whole numbers with spaces between');
      return { kind: 'ids', ids };
    }
    case 'audio':
      if (!given.sound) throw new Error('choose a WAV file first');
      return { kind: 'audio', ...given.sound };
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
