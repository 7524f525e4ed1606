import type { FeedPlanOf } from '../../../shared/graph/feed';
import { fitSound, soundFor } from '../audio/fit-sound';
import type { EncodedTensor } from '../dataset';
import { defineFeed } from './define-feed';

/** Waveforms at the plan's rate and length, −1…1. */
export const audioFeed = defineFeed('audio', {
  encode: (plan, _state, parts) =>
    stack(
      plan,
      parts.map((part) => fitSound(part, plan)),
    ),
  load: async (plan, dataset, input, indices) =>
    stack(plan, await Promise.all(indices.map((index) => soundFor(dataset, index, input, plan)))),
});

function stack(plan: FeedPlanOf<'audio'>, waves: readonly Float32Array[]): EncodedTensor {
  const data = new Float32Array(waves.length * plan.samples);
  waves.forEach((wave, at) => {
    data.set(wave, at * plan.samples);
  });
  return { shape: [waves.length, plan.samples], data };
}
