import { type Numbers, refuseInfinite, sameLength } from './numbers';

/**
 * Coefficient of determination R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: 1 for a perfect model, 0 for one that always says the mean,
 * below for a worse one. Equal to scikit-learn's `r2_score`, also where all targets are equal: 1 if every one is met, else 0.
 * Fewer than two samples: NaN, as there is nothing to explain. NaN and infinite numbers are refused.
 *
 * Source: Draper & Smith 1998.
 */
export function rSquared(targets: Numbers, predictions: Numbers): number {
  sameLength(targets, predictions, 'targets and predictions');
  refuseInfinite(targets, 'target');
  refuseInfinite(predictions, 'prediction');
  const count = targets.length;
  if (count < 2) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += targets[i] ?? Number.NaN;
  const mean = sum / count;
  let [left, whole] = [0, 0];
  for (let i = 0; i < count; i++) {
    const target = targets[i] ?? Number.NaN;
    left += (target - (predictions[i] ?? Number.NaN)) ** 2;
    whole += (target - mean) ** 2;
  }
  if (whole === 0) return left === 0 ? 1 : 0;
  return 1 - left / whole;
}
