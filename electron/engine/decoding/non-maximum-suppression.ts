import { type Box, boxOverlap } from '../metrics/box-overlap';
import { descending, refuseNaN } from '../metrics/numbers';

export interface SuppressionOptions {
  /** Of two boxes that overlap by more than this (intersection over union), the surer one stays. */
  readonly overlap: number;
  /** Boxes that are not surer than this go. */
  readonly score: number;
  readonly most: number;
}

/**
 * Non-maximum suppression: from the surest box on, each that overlaps a kept one too much goes. Equal to TensorFlow's
 * `tf.image.non_max_suppression`; of equally sure boxes the earlier one comes first. NaN scores are refused. O(boxes · kept).
 *
 * Source: Felzenszwalb et al. 2010.
 *
 * @param boxes by their corners
 * @param scores of each box
 * @returns the indices of those kept, surest first
 */
export function nonMaximumSuppression(boxes: readonly Box[], scores: ArrayLike<number>, options: SuppressionOptions): number[] {
  if (boxes.length !== scores.length) throw new Error(`${boxes.length} boxes, ${scores.length} scores`);
  refuseNaN(scores, 'score of box');
  const kept: number[] = [];
  for (const i of descending(scores)) {
    if (kept.length >= options.most || !((scores[i] ?? Number.NaN) > options.score)) break;
    const box = boxes[i];
    if (box && kept.every((other) => boxOverlap(boxes[other] ?? box, box) <= options.overlap)) kept.push(i);
  }
  return kept;
}

/** The same class by class, so that a rider is not suppressed by the horse; `most` counts all classes together. */
export function nonMaximumSuppressionByClass(
  boxes: readonly Box[],
  scores: ArrayLike<number>,
  classes: ArrayLike<number>,
  options: SuppressionOptions,
): number[] {
  if (boxes.length !== classes.length) throw new Error(`${boxes.length} boxes, ${classes.length} classes`);
  const kept = [...new Set(Array.from(classes))].flatMap((c) => {
    const own = boxes.flatMap((_, i) => (classes[i] === c ? [i] : []));
    const found = nonMaximumSuppression(
      own.map((i) => boxes[i] ?? [0, 0, 0, 0]),
      own.map((i) => scores[i] ?? Number.NaN),
      options,
    );
    return found.flatMap((at) => own[at] ?? []);
  });
  return kept.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b).slice(0, options.most);
}
