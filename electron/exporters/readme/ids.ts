import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** Whole numbers, filled with 0. */
export function idsLines(plan: FeedPlanOf<'ids'>, { input, length }: InputPlace): InputLines {
  const cut = plan.truncating === 'pre' ? `row[-${length}:]` : `row[:${length}]`;
  const filled = plan.padding === 'pre' ? `([0] * ${length} + ${cut})[-${length}:]` : `(${cut} + [0] * ${length})[:${length}]`;
  return {
    imports: [],
    lines: ['row = [1, 2, 3]  # your own ids', `${input} = tf.constant([${length < 0 ? 'row' : filled}], tf.int32)`],
  };
}
