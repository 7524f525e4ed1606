import { describe, expect, it } from 'vitest';
import golden from './golden/regression.json';
import { pinballLoss } from './pinball-loss';
import { rSquared } from './r-squared';
import { meanAbsoluteError, meanSquaredError, rootMeanSquaredError } from './regression-error';

describe('errors of a regression', () => {
  it.each(golden)('equal scikit-learn’s', ({ targets, predictions, mse, rmse, mae, r2, pinball }) => {
    expect(meanSquaredError(targets, predictions)).toBeCloseTo(mse, 8);
    expect(rootMeanSquaredError(targets, predictions)).toBeCloseTo(rmse, 8);
    expect(meanAbsoluteError(targets, predictions)).toBeCloseTo(mae, 8);
    expect(rSquared(targets, predictions)).toBeCloseTo(r2, 8);
    for (const { quantile, loss } of pinball) expect(pinballLoss(targets, predictions, quantile)).toBeCloseTo(loss, 8);
  });

  it('are undefined of too few samples', () => {
    for (const metric of [meanSquaredError, rootMeanSquaredError, meanAbsoluteError, rSquared]) expect(metric([], [])).toBeNaN();
    expect(rSquared([1], [1])).toBeNaN();
    expect(pinballLoss([], [], 0.5)).toBeNaN();
  });

  it('refuse what is no finite number, and what does not belong together', () => {
    for (const metric of [meanSquaredError, rootMeanSquaredError, meanAbsoluteError, rSquared]) {
      expect(() => metric([1, 2], [1, Number.NaN])).toThrow(/prediction 2 of 2 is not a number/);
      expect(() => metric([1, Number.POSITIVE_INFINITY], [1, 2])).toThrow(/target 2 of 2 is infinite/);
      expect(() => metric([1], [1, 2])).toThrow(/do not belong together/);
    }
    expect(() => pinballLoss([1], [1], 1.5)).toThrow(/no quantile/);
  });
});
