import type { FeedPlanOf } from '../../../shared/graph/feed';
import type { InputLines, InputPlace } from './input-place';

/** A row of numbers by column. */
export function tableLines(plan: FeedPlanOf<'table'>, { input, at }: InputPlace): InputLines {
  return {
    imports: [],
    lines: [
      `state = feeds[${at}]["state"]`,
      `row = state["mean"]  # your own numbers, in the order of feeds[${at}]["plan"]["columns"]`,
      ...(plan.standardize ? ['row = [(x - mean) / deviation for x, mean, deviation in zip(row, state["mean"], state["deviation"])]'] : []),
      `${input} = tf.constant([row], tf.float32)`,
    ],
  };
}
