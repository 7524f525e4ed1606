import { KINDS, LENGTHS, PASSES } from './lengths.mjs';

/**
 * Every kind's training step and prediction at every length, each by `measure(pass, kind, length)`: one series a kind and
 * pass, `{ kind, pass, points }`; a point is its length with the figures (milliseconds, MiB), or with the error of a
 * process that failed. `tell` hears of each point as it comes.
 */
export function lengthSeries(measure, tell) {
  const series = Object.keys(KINDS).flatMap((kind) => Object.keys(PASSES).map((pass) => ({ kind, pass, points: [] })));
  // All series at one length before the next: a neighbour that comes or goes weighs on all of them.
  for (const length of LENGTHS)
    for (const { kind, pass, points } of series) {
      let point;
      try {
        point = { length, ...measure(pass, kind, length) };
      } catch (error) {
        point = { length, error: error.message };
      }
      points.push(point);
      tell({ kind, pass, ...point });
    }
  return series;
}
