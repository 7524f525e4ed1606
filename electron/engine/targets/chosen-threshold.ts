import { bestThreshold } from '../metrics/best-threshold';
import { equalErrorRate } from '../metrics/equal-error-rate';

/** Pairs of samples: how far apart, and 1 where they are the same. */
export interface PairDistances {
  readonly same: readonly number[] | Float32Array;
  readonly distances: readonly number[] | Float32Array;
}

/**
 * The distance up to which two are taken for the same: the one that is most often right, or where as many of the different are
 * let in as of the same are turned away. Null where the pairs cannot tell it: none are the same, or none differ.
 */
export function chosenThreshold({ same, distances }: PairDistances, by: 'accuracy' | 'equal_error_rate'): number | null {
  const labels = Array.from(same);
  if (!labels.includes(0) || !labels.includes(1) || Array.from(distances).some((distance) => !Number.isFinite(distance))) return null;
  const scores = Array.from(distances, (distance) => -distance);
  const { threshold } = by === 'accuracy' ? bestThreshold(labels, scores) : equalErrorRate(labels, scores);
  // +∞ says: nothing is the same. A distance below all that there are says so, too.
  return Number.isFinite(threshold) ? Math.max(0, -threshold) : 0;
}
