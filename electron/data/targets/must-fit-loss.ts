import type { TargetPlanOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';

/** Losses whose logarithm knows no numbers below 0. */
const COUNTS: ReadonlySet<string> = new Set(['poisson', 'mean_squared_logarithmic_error']);

/** Refuses numbers that a loss cannot take. @throws StudioError */
export function mustFitLoss(loss: TargetPlanOf<'value'>['loss'], column: string, numbers: Float64Array): void {
  if (COUNTS.has(loss)) {
    const wrong = numbers.find((value) => value < 0);
    if (wrong === undefined) return;
    throw new StudioError(`The loss ${loss} takes numbers of at least 0, and “${column}” has smaller ones.`, {
      expected: 'numbers of at least 0 (counts, amounts)',
      received: String(wrong),
      advice: 'Choose another loss at the node that predicts it: mean_squared_error takes any numbers.',
    });
  }
  if (loss === 'mean_absolute_percentage_error' && numbers.includes(0)) {
    throw new StudioError(`The loss ${loss} divides by the value, and “${column}” is 0 in some samples.`, {
      expected: 'numbers other than 0',
      received: '0',
      advice: 'Choose another loss at the node that predicts it: mean_absolute_error is the nearest.',
    });
  }
}
