import type { Capture, EpochPoint, RunHistory, RunInfo, RunUpdate, StepPoint } from '../../shared/run';
import { Growing } from '../charts/growing';
import { MinMaxPyramid } from '../charts/min-max-pyramid';
import { Smoothed } from './smoothing';

/** What became of an update: `gap` asks for the history, `old` is known already. */
export type Applied = 'applied' | 'old' | 'gap';

/**
 * One run as the charts read it. Updates carry sequence numbers without gaps; a step that comes again (a run that
 * went on from its checkpoint after a crash) replaces what was known from there on.
 */
export class RunData {
  info: RunInfo;
  seq: number;
  readonly step = new Growing();
  readonly loss = new MinMaxPyramid();
  /** NaN where the task has no accuracy. */
  readonly accuracy = new MinMaxPyramid();
  readonly smoothLoss = new Smoothed(this.loss);
  readonly smoothAccuracy = new Smoothed(this.accuracy);
  readonly learningRate = new Growing();
  epochs: EpochPoint[] = [];
  log: string[] = [];
  /** The newest look at a held-out sample, taken while it trained. */
  capture: Capture | null;

  constructor(history: RunHistory) {
    this.info = history.info;
    this.seq = history.seq;
    this.capture = history.capture ?? null;
    this.#add(history.steps, history.epochs, history.log);
  }

  apply(update: RunUpdate): Applied {
    if (update.seq <= this.seq) {
      // A core that began anew counts from the start again.
      return update.seq === 0 && this.seq > 0 ? 'gap' : 'old';
    }
    if (update.seq !== this.seq + 1) return 'gap';
    this.seq = update.seq;
    this.info = update.info;
    this.capture = update.capture ?? this.capture;
    this.#add(update.steps, update.epochs, update.log);
    return 'applied';
  }

  #add(steps: readonly StepPoint[], epochs: readonly EpochPoint[], log: readonly string[]): void {
    for (const point of steps) {
      const last = this.step.last;
      if (last !== undefined && point.step <= last) this.#rewind(point.step);
      this.step.push(point.step);
      this.loss.push(point.loss);
      this.accuracy.push(point.accuracy ?? Number.NaN);
      this.learningRate.push(point.learningRate);
    }
    this.smoothLoss.update();
    this.smoothAccuracy.update();
    if (epochs.length > 0) {
      const first = epochs[0]?.epoch ?? 0;
      this.epochs = [...this.epochs.filter((known) => known.epoch < first), ...epochs];
    }
    if (log.length > 0) this.log = [...this.log, ...log];
  }

  #rewind(step: number): void {
    const length = this.step.firstAtLeast(step);
    for (const numbers of [this.step, this.loss, this.accuracy, this.learningRate]) numbers.truncate(length);
    this.smoothLoss.restart();
    this.smoothAccuracy.restart();
    this.epochs = this.epochs.filter((known) => known.step < step);
  }
}
