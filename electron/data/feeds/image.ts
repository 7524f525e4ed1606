import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { EncodedTensor } from '../dataset';
import { fitImage, pictureFor } from '../image/fit-image';
import { defineFeed } from './define-feed';

/** Pictures in the plan's size and channels, numbers from 0 to 255. */
export const imageFeed = defineFeed('image', {
  encode: (plan, _state, parts) =>
    stack(
      plan,
      parts.map((part) => fitImage(part, plan)),
    ),
  load: async (plan, dataset, input, indices) =>
    stack(plan, await Promise.all(indices.map((index) => pictureFor(dataset, index, input, plan)))),
});

function stack(plan: FeedPlanOf<'image'>, pictures: readonly Uint8Array[]): EncodedTensor {
  const size = plan.height * plan.width * plan.channels;
  const data = new Float32Array(pictures.length * size);
  pictures.forEach((picture, at) => {
    data.set(picture, at * size);
  });
  return { shape: [pictures.length, plan.height, plan.width, plan.channels], data };
}
