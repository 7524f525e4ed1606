import { type Numbers, refuseNaN, sameLength } from './numbers';

export interface IntervalCoverage {
  /** Part of the targets that lie within: 0.9 is what an interval from the quantile 0.05 to 0.95 should have. */
  readonly coverage: number;
  /** Mean of upper − lower, in the target's unit: of two intervals that cover the same, the narrow one tells more. */
  readonly width: number;
}

/**
 * How often targets lie in the interval given for them, ends included. An interval whose ends are crossed covers nothing, and
 * its width counts below 0. No samples: NaN. NaN is refused; infinite ends are well.
 *
 * Source: Gneiting & Raftery 2007.
 */
export function intervalCoverage(targets: Numbers, lower: Numbers, upper: Numbers): IntervalCoverage {
  sameLength(targets, lower, 'targets and lower ends');
  sameLength(targets, upper, 'targets and upper ends');
  refuseNaN(targets, 'target');
  refuseNaN(lower, 'lower end');
  refuseNaN(upper, 'upper end');
  let [inside, width] = [0, 0];
  for (let i = 0; i < targets.length; i++) {
    const [y, from, to] = [targets[i] ?? Number.NaN, lower[i] ?? Number.NaN, upper[i] ?? Number.NaN];
    if (from <= y && y <= to) inside++;
    width += to - from;
  }
  return { coverage: inside / targets.length, width: width / targets.length };
}
