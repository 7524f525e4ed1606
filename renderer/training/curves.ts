import type { RunInfo } from '../../shared/run';
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

/** A figure with its metric's name. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** On the samples that were held out until the end. */
  readonly heldOut: boolean;
}

/** What a trained run reached on held-out samples. */
export function headlineOf(info: RunInfo): Figure | null {
  const { evaluation } = info;
  if (!evaluation || info.state !== 'finished') return null;
  const name = ['accuracy', 'mae', 'loss'].find((candidate) => candidate in evaluation);
  return name === undefined ? null : { name, value: evaluation[name] ?? Number.NaN, heldOut: true };
}

/** The one big figure: the newest watched figure on samples that were held out. */
export function headline(run: RunData): Figure | null {
  const tested = headlineOf(run.info);
  if (tested) return tested;
  const metric = watchedMetric(run) ?? 'loss';
  const { lastValidation } = curvesOf(run, metric);
  return lastValidation === null ? null : { name: metric, value: lastValidation, heldOut: false };
}
