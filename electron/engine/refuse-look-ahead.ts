import * as tf from '@tensorflow/tfjs';
import type { ModelPlan } from '../../shared/codegen/plan';
import type { Preprocessing } from '../../shared/graph/feed';
import { END_ID, START_ID } from '../../shared/graph/targets/written-tokens';
import { StudioError } from '../../shared/studio-error';
import type { EncodedBatch, EncodedTensor } from '../data/dataset';
import { filledRows } from '../data/written';
import type { CompiledModel } from './compile';
import { applyModel, feedTensors } from './step/feeds';

/** Smaller probabilities say nothing. */
const NOTHING = 1e-5;
/** The part of a probability that rounding may change. */
const ROUNDING = 1e-3;
/** The most frequent word. */
const LATER = END_ID + 1;

/** The first row of a tensor. */
function firstRow({ shape, data }: EncodedTensor): EncodedTensor {
  const [, ...rest] = shape;
  return {
    shape: [1, ...rest],
    data: data.slice(
      0,
      rest.reduce((a, b) => a * b, 1),
    ),
  };
}

/**
 * Refuses a decoder that sees the words that it is to write: it would learn to copy them, and know nothing where it has to
 * write them itself. Found out by asking: with other words behind the start, what is said at the start must stay the same,
 * whichever way the graph is drawn.
 *
 * @param batch of training, at least one sample
 * @throws StudioError that names the node
 */
export function refuseLookAhead(
  plan: ModelPlan,
  preprocessing: Preprocessing,
  { model }: Pick<CompiledModel, 'model'>,
  batch: EncodedBatch,
): void {
  const feeds = Object.fromEntries(Object.entries(batch.feeds).map(([node, tensor]) => [node, firstRow(tensor)]));
  for (const [output, { plan: target }] of plan.targets.entries()) {
    if (target.kind !== 'sequence' || target.feed === null) continue;
    const { feed, node } = target;
    const state = preprocessing.targets.find((one) => one.plan.node === node)?.state;
    const words = state?.kind === 'sequence' ? state.vocabulary.length : 0;
    const [, places = 0] = feeds[feed]?.shape ?? [];
    // With a vocabulary of nothing but start and end there is nothing to see.
    if (words <= LATER || places < 2) continue;
    const saidAtStart = (word: number) =>
      tf.tidy(() => {
        // One word everywhere: to attention without positions, words in another order are the same words.
        const read = [START_ID, ...Array.from({ length: places - 1 }, () => word)];
        const asked = { size: 1, targets: {}, feeds: { ...feeds, [feed]: filledRows([read], places) } };
        const said = applyModel(model, feedTensors(model, asked), false)[output];
        return said?.reshape([places, -1]).slice([0, 0], [1, -1]).dataSync<'float32'>() ?? new Float32Array();
      });
    const [one, other] = [saidAtStart(LATER), saidAtStart(END_ID)];
    const most = one.reduce(
      (difference, value, at) => Math.max(difference, Math.abs(value - (other[at] ?? 0)) / Math.max(value, NOTHING)),
      0,
    );
    if (most <= ROUNDING) continue;
    throw new StudioError('The decoder sees the words that it is to write.', {
      expected: `at every place of “${feed}” only what stands before it, up to “${node}”`,
      received: 'a graph in which later words change what is said of the first',
      advice:
        'Between “Target so far” and “Next word” let attention of the text to itself use a causal mask, recurrent layers read one way only (not bidirectional), and convolutions use causal padding.',
    });
  }
}
