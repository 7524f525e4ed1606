import type { InputFactsOf } from '../../../shared/graph/facts';
import type { PictureSize } from '../dataset';
import type { ImageHeader } from './image-header';

/** What pictures have in common: the size that most of them have, and one channel where all are gray. */
export function pictureFacts(headers: readonly ImageHeader[]): InputFactsOf<'image'> {
  return { kind: 'image', ...commonSize(headers), channels: headers.every(({ gray }) => gray === true) ? 1 : 3 };
}

/** The size that most pictures have. */
function commonSize(headers: readonly ImageHeader[]): PictureSize {
  const counts = new Map<string, { size: PictureSize; count: number }>();
  for (const { width, height } of headers) {
    const entry = counts.get(`${width}×${height}`) ?? { size: { width, height }, count: 0 };
    entry.count++;
    counts.set(`${width}×${height}`, entry);
  }
  let best = { size: { width: 1, height: 1 }, count: 0 };
  for (const entry of counts.values()) if (entry.count > best.count) best = entry;
  return best.size;
}
