import type { JsonObject } from '../json';

/**
 * Keras's defaults of what adds to, or cuts off, both ends of `axes` axes: one at each end; but nothing where two axes
 * are cropped.
 */
export function marginDefaults(keyword: 'padding' | 'cropping', axes: 1 | 2 | 3): JsonObject {
  const ends = keyword === 'cropping' && axes === 2 ? [0, 0] : [1, 1];
  return { [keyword]: axes === 1 ? ends : Array.from({ length: axes }, () => ends), data_format: 'channels_last' };
}
