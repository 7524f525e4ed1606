import type { EpochPoint } from '../../shared/run';
import type { TrainingSettings } from '../../shared/training';
import type { TrainReport } from '../worker/protocol';
import type { Captures, Moment } from './captures';
import type { NamedTensor } from './checkpoint/safetensors';
import type { CheckpointState } from './checkpoint/state';
import type { CheckpointStore } from './checkpoint/store';
import { shouldStop, watchLoss } from './early-stop';
import { epochOrder } from './epoch-order';
import { MetricsLog } from './metrics-log';
import { addBatch, emptyRunning, type Progress, resumeProgress, startProgress } from './progress-state';
import { Reporter } from './reporter';
import type { RunParts } from './run-parts';
import { afterEpoch, learningRate } from './schedule';
import { NotFinite, type TrainingStep } from './step/training-step';
import type { TrainControl } from './train-control';
import { breathe, measure } from './validation';

/** What a checkpoint of a run is stamped with. */
export type Identity = Pick<CheckpointState, 'seed' | 'graphHash' | 'dataFingerprint' | 'engine' | 'appVersion'>;

export interface TrainOptions {
  readonly parts: RunParts;
  readonly training: TrainingSettings;
  readonly step: TrainingStep;
  readonly store: CheckpointStore;
  readonly metricsFile: string;
  readonly identity: Identity;
  readonly control: TrainControl;
  readonly report: (report: TrainReport) => void;
  /** Follows the attention of a few samples; absent: not followed. */
  readonly captures?: Captures;
  /** Milliseconds between checkpoints; their moments never change a number. */
  readonly checkpointEvery?: number;
}

/** `ended`: all epochs done, or stopped early. */
export type TrainOutcome = 'ended' | 'paused' | 'stopped' | 'left';

const CHECKPOINT_EVERY = 5_000;
/** Checkpoints may take this part of the time; large models save less often. */
const CHECKPOINT_SHARE = 0.02;
const METRICS_EVERY = 1000;
/** Batches that are read ahead. */
const AHEAD = 2;
/** Epochs shorter than this share a checkpoint. */
const SHORT_EPOCH = 1000;

/** Trains one run, from its newest checkpoint or the start, until it ends or is asked to pause, stop or leave. */
export class Trainer {
  readonly #options: TrainOptions;
  readonly #reporter: Reporter;
  readonly #stepsPerEpoch: number;
  #progress: Progress;
  /** The weights of the best epoch, and whether the disk has them. */
  #best: { weights: readonly NamedTensor[]; saved: boolean } | null = null;
  #savedAt = performance.now();
  /** Milliseconds that the last checkpoint took. */
  #saveCost = 0;
  #flushedAt = performance.now();
  /** Milliseconds that training waited for data. */
  #waited = 0;
  #since = performance.now();

  constructor(options: TrainOptions) {
    this.#options = options;
    this.#reporter = new Reporter(options.report);
    this.#stepsPerEpoch = Math.max(1, Math.ceil(options.parts.split.train.length / options.training.batch_size));
    this.#progress = startProgress(options.training);
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Takes up the newest whole checkpoint. Returns the bytes of `metrics.jsonl` that belong to it. */
  async #takeUp(): Promise<number> {
    const { store, training, parts, step, identity } = this.#options;
    const { checkpoint, damaged } = await store.newest('step');
    for (const name of damaged) this.log(`Checkpoint ${name}. The one before it is used.`);
    if (!checkpoint) return 0;
    if (checkpoint.state.graphHash !== identity.graphHash) throw new Error('the checkpoints in this folder belong to another graph');
    if (checkpoint.state.dataFingerprint !== identity.dataFingerprint) {
      this.log('The data has changed since this run began: it goes on, but not as it would have.');
    }
    parts.runner.writeWeights(checkpoint.tensors);
    step.loadState(checkpoint.tensors);
    this.#progress = resumeProgress(checkpoint.state, training);
    if (this.#progress.best.epoch > 0) {
      const best = (await store.newest('best')).checkpoint;
      if (best) this.#best = { weights: [...best.tensors.values()], saved: true };
      else this.log('The weights of the best epoch are damaged; the next better epoch replaces them.');
    }
    return checkpoint.state.metricsOffset;
  }

  log(line: string): void {
    this.#reporter.tell({ type: 'log', line });
  }

  async run(started: (step: number) => Promise<void>): Promise<TrainOutcome> {
    const offset = await this.#takeUp();
    const metrics = await MetricsLog.open(this.#options.metricsFile, offset);
    try {
      this.#options.captures?.goOnFrom(this.#progress.step);
      await started(this.#progress.step);
      if (this.#progress.ended !== null) {
        this.#finalise();
        return 'ended';
      }
      const began = performance.now();
      const outcome = await this.#epochs(metrics);
      this.#reporter.flush();
      this.log(`Waited for data ${((100 * this.#waited) / Math.max(1, performance.now() - began)).toFixed(1)} % of the time.`);
      if (outcome === 'ended' || outcome === 'stopped') await this.#capture('end');
      await this.#checkpoint(metrics);
      if (outcome === 'ended' || outcome === 'stopped') this.#finalise();
      return outcome;
    } catch (error) {
      // The weights are those of the last good step, unless they are at fault: kept before the failure is told.
      if (error instanceof NotFinite && error.where !== 'weight') {
        this.#reporter.flush();
        await this.#checkpoint(metrics);
      }
      throw error;
    } finally {
      await metrics.close();
    }
  }

  /** The finished model has the averaged weights: Keras's `finalize_variable_values`. The checkpoint before it keeps both. */
  #finalise(): void {
    const { step } = this.#options;
    if (this.#progress.step > 0) step.swapAverages();
  }

  /** Whatever judges or keeps the weights sees the averaged ones, where there are such. */
  async #averaged<T>(work: () => Promise<T>): Promise<T> {
    const { step } = this.#options;
    if (!step.averages) return work();
    step.swapAverages();
    try {
      return await work();
    } finally {
      step.swapAverages();
    }
  }

  async #epochs(metrics: MetricsLog): Promise<TrainOutcome> {
    const { training, control, parts } = this.#options;
    while (this.#progress.epoch < training.epochs) {
      this.#since = performance.now();
      if (!(await this.#steps(metrics))) return this.#asked();
      this.#reporter.catchUp();
      const part = parts.split.validation;
      const finished = await this.#averaged(async () => {
        const validation =
          part.length > 0 ? await measure(parts, part, Math.max(32, training.batch_size), () => control.wish !== 'go') : null;
        if (part.length > 0 && !validation) return false;
        if (validation && !Number.isFinite(validation.loss)) throw new NotFinite('loss', parts.plan.targets[0]?.ref.layer ?? null);
        this.#finishEpoch(metrics, validation);
        return true;
      });
      if (!finished) return this.#asked();
      await this.#capture('epoch');
      if (shouldStop(this.#progress.best, training.early_stopping)) {
        this.log(`Stopped early: the loss has not fallen for ${this.#progress.best.wait} epochs.`);
        break;
      }
      if (
        performance.now() - this.#savedAt >= Math.max(SHORT_EPOCH, this.#saveCost / CHECKPOINT_SHARE, this.#options.checkpointEvery ?? 0) &&
        this.#progress.epoch < training.epochs
      )
        await this.#checkpoint(metrics);
    }
    this.#progress = { ...this.#progress, ended: training.epochs };
    return 'ended';
  }

  #asked(): TrainOutcome {
    this.#countSeconds();
    const { wish } = this.#options.control;
    return wish === 'stop' ? 'stopped' : wish === 'leave' ? 'left' : 'paused';
  }

  /** The rest of the running epoch; false when asked to end before. */
  async #steps(metrics: MetricsLog): Promise<boolean> {
    const { training, parts, step, control, identity } = this.#options;
    const order = epochOrder(parts.split.train, identity.seed, this.#progress.epoch);
    const batchAt = (at: number) => order.subarray(at, at + training.batch_size);
    const encode = (at: number) => {
      const pending = parts.encode(batchAt(at));
      // A pause may leave it unawaited.
      pending.catch(() => {});
      return pending;
    };
    // Read and decoded by other threads while this one computes the step.
    const ahead: ReturnType<typeof encode>[] = [];
    const lookAhead = (position: number): void => {
      for (let at = position + ahead.length * training.batch_size; ahead.length < AHEAD && at < order.length; at += training.batch_size) {
        ahead.push(encode(at));
      }
    };
    while (this.#progress.position < order.length) {
      if (control.wish !== 'go') return false;
      const { step: count, position, plateau } = this.#progress;
      const asked = performance.now();
      lookAhead(position);
      const batch = await ahead.shift();
      if (!batch) throw new Error('there is no batch');
      const next = position + batch.size;
      lookAhead(next);
      this.#waited += performance.now() - asked;
      const rate = learningRate(training, count, this.#stepsPerEpoch, plateau);
      const result = step.run(batch, { step: count, rate });
      const running = addBatch(this.#progress.running, batch.size, result.loss, result.metrics);
      this.#progress = { ...this.#progress, step: count + 1, position: next, running };
      const point = { step: count + 1, loss: result.loss, accuracy: result.metrics.accuracy ?? null, learningRate: rate };
      metrics.add({ step: point });
      this.#reporter.step(point, batch.size);
      await this.#capture('step');
      await this.#save(metrics);
      await breathe();
    }
    return true;
  }

  async #capture(moment: Moment): Promise<void> {
    const capture = await this.#options.captures?.after(this.#progress.step, moment);
    if (capture) this.#reporter.tell({ type: 'capture', capture });
  }

  async #save(metrics: MetricsLog): Promise<void> {
    const now = performance.now();
    const every = this.#options.checkpointEvery ?? Math.max(CHECKPOINT_EVERY, this.#saveCost / CHECKPOINT_SHARE);
    if (now - this.#savedAt >= every) await this.#checkpoint(metrics);
    else if (now - this.#flushedAt >= METRICS_EVERY) {
      this.#flushedAt = now;
      await metrics.flush();
    }
  }

  #countSeconds(): void {
    const now = performance.now();
    const { running } = this.#progress;
    this.#progress = { ...this.#progress, running: { ...running, seconds: running.seconds + (now - this.#since) / 1000 } };
    this.#since = now;
  }

  #finishEpoch(metrics: MetricsLog, validation: Awaited<ReturnType<typeof measure>>): void {
    this.#countSeconds();
    const { training, parts } = this.#options;
    const { running, step } = this.#progress;
    const epoch = this.#progress.epoch + 1;
    const mean = (sum: number) => sum / Math.max(1, running.samples);
    const values: Record<string, number> = {};
    for (const [name, sum] of Object.entries(running.metrics)) values[name] = mean(sum);
    for (const [name, value] of Object.entries(validation?.metrics ?? {})) values[`val_${name}`] = value;
    const point: EpochPoint = {
      epoch,
      step,
      loss: mean(running.loss),
      val_loss: validation?.loss ?? null,
      metrics: values,
      seconds: running.seconds,
      samples_per_second: running.samples / Math.max(1e-3, running.seconds),
    };
    // Without a validation part the training loss is all there is to watch, and the last weights are kept.
    const watched = watchLoss(this.#progress.best, point.val_loss ?? point.loss, epoch);
    if (watched.improved && (validation || training.early_stopping)) this.#best = { weights: parts.runner.readWeights(), saved: false };
    const plateau = afterEpoch(training, this.#progress.plateau, point.val_loss ?? point.loss);
    this.#progress = { ...this.#progress, epoch, position: 0, running: emptyRunning, best: watched.state, plateau };
    metrics.add({ epoch: point });
    this.#reporter.tell({ type: 'epoch', point });
  }

  async #checkpoint(metrics: MetricsLog): Promise<void> {
    const { store, parts, step, identity } = this.#options;
    this.#countSeconds();
    const began = performance.now();
    const metricsOffset = await metrics.sync();
    const state: CheckpointState = { format: 'attention-studio-checkpoint', version: 1, ...identity, ...this.#progress, metricsOffset };
    if (this.#best && !this.#best.saved) {
      await store.save('best', state, this.#best.weights);
      this.#best = { ...this.#best, saved: true };
    }
    await store.save('step', state, [...parts.runner.readWeights(), ...step.saveState()]);
    this.#savedAt = performance.now();
    this.#saveCost = this.#savedAt - began;
    this.#flushedAt = this.#savedAt;
  }
}
