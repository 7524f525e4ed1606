import type { EncodedBatch } from '../../data/dataset';
import { NotFinite } from './training-step';

/** Without a branch a number: pictures have millions. Anything finite times 0 is 0, all else NaN. */
function allFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * 0;
  return sum === 0;
}

/** Throws `NotFinite` where a number that enters the model is none. */
export function refuseNotFinite(batch: EncodedBatch): void {
  for (const [node, feed] of Object.entries(batch.feeds)) {
    if (feed.data instanceof Float32Array && !allFinite(feed.data)) throw new NotFinite('input', node);
  }
}
