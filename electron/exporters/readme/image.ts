import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** A picture file in the model's size. */
export function imageLines(plan: FeedPlanOf<'image'>, { input }: InputPlace): InputLines {
  const { width, height, channels } = plan;
  const fit = {
    stretch: [`picture = tf.image.resize(picture, (${height}, ${width}), antialias=True)`],
    crop: [
      `scale = max(${height} / picture.shape[0], ${width} / picture.shape[1])`,
      'picture = tf.image.resize(picture, [round(side * scale) for side in picture.shape[:2]], antialias=True)',
      `picture = tf.image.resize_with_crop_or_pad(picture, ${height}, ${width})`,
    ],
    pad: [`picture = tf.image.resize_with_pad(picture, ${height}, ${width}, antialias=True)`],
  }[plan.fit];
  return {
    imports: [],
    lines: [
      `picture = tf.io.decode_image(tf.io.read_file("picture.png"), ${channels}, expand_animations=False)`,
      ...fit,
      `${input} = picture[None]  # numbers from 0 to 255`,
    ],
  };
}
