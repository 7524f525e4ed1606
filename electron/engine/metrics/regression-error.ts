import { type Numbers, refuseInfinite, sameLength } from './numbers';

function meanOf(targets: Numbers, predictions: Numbers, error: (difference: number) => number): number {
  sameLength(targets, predictions, 'targets and predictions');
  refuseInfinite(targets, 'target');
  refuseInfinite(predictions, 'prediction');
  let sum = 0;
  for (let i = 0; i < targets.length; i++) sum += error((predictions[i] ?? Number.NaN) - (targets[i] ?? Number.NaN));
  return sum / targets.length;
}

/** Mean of (prediction − target)², in the target's unit squared. No samples: NaN; NaN and infinite numbers are refused. */
export function meanSquaredError(targets: Numbers, predictions: Numbers): number {
  return meanOf(targets, predictions, (difference) => difference * difference);
}

/** Its square root, in the target's unit. */
export function rootMeanSquaredError(targets: Numbers, predictions: Numbers): number {
  return Math.sqrt(meanSquaredError(targets, predictions));
}

/** Mean of |prediction − target|, in the target's unit. No samples: NaN; NaN and infinite numbers are refused. */
export function meanAbsoluteError(targets: Numbers, predictions: Numbers): number {
  return meanOf(targets, predictions, Math.abs);
}
