import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** The start token; a loop puts the model's own words behind it. */
export function decoderLines(_plan: FeedPlanOf<'decoder'>, { input, length }: InputPlace): InputLines {
  const row = length < 0 ? '[[2]]' : `[([2] + [0] * ${length})[:${length}]]`;
  return {
    imports: [],
    lines: [
      '# The start token. The next word is told at the last place: put it behind, and ask again, until it is 3, the end.',
      `${input} = tf.constant(${row}, tf.int32)`,
    ],
  };
}
