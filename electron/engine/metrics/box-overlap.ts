/** A box by its corners: left, top, right, bottom, in any unit (pixels, parts of the image). */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

const area = ([left, top, right, bottom]: Box): number => Math.max(0, right - left) * Math.max(0, bottom - top);

/** Intersection over union of two boxes, from 0 to 1. Two boxes without area: 0. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (area(a) + area(b) - common);
}

/** Generalised IoU, −1 to 1: less the part of the least box around both that neither fills. Source: Rezatofighi et al. 2019. */
export function generalisedOverlap(a: Box, b: Box): number {
  const hull = area([Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
  if (hull === 0) return 0;
  const width = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
  const height = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  const union = area(a) + area(b) - width * height;
  return boxOverlap(a, b) - (hull - union) / hull;
}
