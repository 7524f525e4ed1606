import type { RunData } from './run-data';
import { smooth, smoothingFor } from './smoothing';

/** Curves of one chart over the steps, in the form that uPlot takes. */
export interface Curves {
  readonly steps: Float64Array;
  /** Every step as it was; null where only epochs are known. */
  readonly raw: Float64Array;
  readonly training: ArrayLike<number | null>;
  /** A value at the end of each epoch, null between. */
  readonly validation: ArrayLike<number | null>;
  readonly lastTraining: number | null;
  readonly lastValidation: number | null;
}

function lastFinite(values: ArrayLike<number | null>): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined && Number.isFinite(value)) return value;
  }
  return null;
}

/**
 * @param metric `loss`, or a metric's name without `val_`
 */
export function curvesOf(run: RunData, metric: string): Curves {
  const steps = run.step.view();
  const values: (number | null)[] = new Array(steps.length).fill(null);
  const perEpoch: (number | null)[] = new Array(steps.length).fill(null);
  for (const epoch of run.epochs) {
    const at = Math.min(run.step.firstAtLeast(epoch.step), steps.length - 1);
    if (at < 0) continue;
    values[at] = (metric === 'loss' ? epoch.val_loss : epoch.metrics[`val_${metric}`]) ?? null;
    perEpoch[at] = (metric === 'loss' ? epoch.loss : epoch.metrics[metric]) ?? null;
  }
  const stepwise = metric === 'loss' ? run.loss.view() : metric === 'accuracy' ? run.accuracy.view() : new Float64Array(0);
  const hasSteps = stepwise.length > 0 && lastFinite(stepwise) !== null;
  const training = hasSteps ? smooth(stepwise, smoothingFor(stepwise.length)) : perEpoch;
  return {
    steps,
    raw: hasSteps ? stepwise : new Float64Array(steps.length).fill(Number.NaN),
    training,
    validation: values,
    lastTraining: lastFinite(training),
    lastValidation: lastFinite(values),
  };
}

/** The metric that is watched beside the loss: accuracy where there is one, else the first that epochs tell. */
export function watchedMetric(run: RunData): string | null {
  for (const epoch of run.epochs) {
    const names = Object.keys(epoch.metrics).filter((name) => !name.startsWith('val_') && name !== 'loss');
    if (names.includes('accuracy')) return 'accuracy';
    if (names[0] !== undefined) return names[0];
  }
  return lastFinite(run.accuracy.view()) === null ? null : 'accuracy';
}

/** The one big figure: the newest watched figure on samples that were held out. */
export function headline(run: RunData): { readonly name: string; readonly value: number; readonly heldOut: boolean } | null {
  const tested = run.info.evaluation;
  if (tested && run.info.state === 'finished') {
    const name = ['accuracy', 'mae', 'loss'].find((candidate) => candidate in tested);
    if (name !== undefined) return { name, value: tested[name] ?? Number.NaN, heldOut: true };
  }
  const metric = watchedMetric(run) ?? 'loss';
  const curves = curvesOf(run, metric);
  if (curves.lastValidation !== null) return { name: metric, value: curves.lastValidation, heldOut: false };
  return null;
}
