import type { EpochPoint, RunInfo } from '../../shared/run';
import type { Curve } from '../charts/curve';
import { MinMaxPyramid } from '../charts/min-max-pyramid';
import type { RunData } from './run-data';

/** Curves of one chart. They grow in place with their run. */
export interface Curves {
  /** Every step as it was; null where only epochs are known. */
  readonly raw: Curve | null;
  readonly training: Curve;
  /** A point at the end of each epoch. */
  readonly validation: Curve;
  readonly lastTraining: number | null;
  readonly lastValidation: number | null;
}

/** Where a step stands on the x axis. */
export type StepToX = (step: number) => number;

const asStep: StepToX = (step) => step;

function lastFinite(y: MinMaxPyramid): number | null {
  for (let i = y.length - 1; i >= 0; i--) if (Number.isFinite(y.at(i))) return y.at(i);
  return null;
}

/** A point at the end of each epoch that tells the value. */
function byEpoch(epochs: readonly EpochPoint[], value: (epoch: EpochPoint) => number | null | undefined, toX: StepToX): Curve {
  const y = new MinMaxPyramid();
  const xs: number[] = [];
  for (const epoch of epochs) {
    const told = value(epoch);
    if (told === null || told === undefined) continue;
    xs.push(toX(epoch.step));
    y.push(told);
  }
  return { y, x: (i) => xs[i] ?? Number.NaN };
}

/** What an epoch tells of a metric; null: nothing. */
export function toldBy(epoch: EpochPoint, metric: string, part: 'training' | 'validation'): number | null {
  const told =
    metric === 'loss' ? (part === 'training' ? epoch.loss : epoch.val_loss) : epoch.metrics[part === 'training' ? metric : `val_${metric}`];
  return told ?? null;
}

/**
 * @param metric `loss`, or a metric's name without `val_`
 */
export function curvesOf(run: RunData, metric: string, toX: StepToX = asStep): Curves {
  const stepwise =
    metric === 'loss'
      ? { all: run.loss, smooth: run.smoothLoss.y }
      : metric === 'accuracy'
        ? { all: run.accuracy, smooth: run.smoothAccuracy.y }
        : null;
  const hasSteps = stepwise?.all.extent(0, stepwise.all.length) ?? null;
  const x = (i: number) => toX(run.step.at(i) ?? Number.NaN);
  const validation = byEpoch(run.epochs, (epoch) => toldBy(epoch, metric, 'validation'), toX);
  const training =
    stepwise && hasSteps ? { y: stepwise.smooth, x } : byEpoch(run.epochs, (epoch) => toldBy(epoch, metric, 'training'), toX);
  return {
    raw: stepwise && hasSteps ? { y: stepwise.all, x } : null,
    training,
    validation,
    lastTraining: lastFinite(training.y),
    lastValidation: lastFinite(validation.y),
  };
}

/** The metric that is watched beside the loss: accuracy where there is one, else the first that epochs tell. */
export function watchedMetric(run: RunData): string | null {
  for (const epoch of run.epochs) {
    const names = Object.keys(epoch.metrics).filter((name) => !name.startsWith('val_') && name !== 'loss');
    if (names.includes('accuracy')) return 'accuracy';
    if (names[0] !== undefined) return names[0];
  }
  return run.accuracy.extent(0, run.accuracy.length) === null ? null : 'accuracy';
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
  const name = ['accuracy', 'map_50', 'mae', 'loss'].find((candidate) => candidate in evaluation);
  return name === undefined ? null : { name, value: evaluation[name] ?? Number.NaN, heldOut: true };
}

/** The one big figure: the newest watched figure on samples that were held out. */
export function headline(run: RunData): Figure | null {
  const tested = headlineOf(run.info);
  if (tested) return tested;
  const metric = watchedMetric(run) ?? 'loss';
  for (let i = run.epochs.length - 1; i >= 0; i--) {
    const epoch = run.epochs[i];
    const value = epoch && toldBy(epoch, metric, 'validation');
    if (typeof value === 'number' && Number.isFinite(value)) return { name: metric, value, heldOut: false };
  }
  return null;
}
