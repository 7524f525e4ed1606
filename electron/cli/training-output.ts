import { type Options, Presets, SingleBar } from 'cli-progress';
import { stepWords } from '../../shared/step-words';
import type { TrainReport } from '../worker/protocol';
import { figure, figures, type Output } from './output';

const BAR: Options = {
  format: 'epoch {epoch}/{epochs} {bar} {percentage} % | loss {loss} | {speed} samples/s',
  hideCursor: true,
  clearOnComplete: true,
  barsize: 24,
};

/** Tells how a training goes: JSON lines, a progress bar on a terminal, or a line an epoch. */
export class TrainingOutput {
  private readonly out: Output;
  private readonly run: string;
  private readonly steps: boolean;
  private bar: SingleBar | null = null;
  private perEpoch = 1;
  private epochs = 0;
  private started = false;
  /** The last line of the log: how a run failed may be there already. */
  said: string | null = null;
  /** Steps done, for the word of farewell. */
  step = 0;

  constructor(out: Output, run: string, steps: boolean) {
    this.out = out;
    this.run = run;
    this.steps = steps;
  }

  report(report: TrainReport): void {
    switch (report.type) {
      case 'started':
        this.start(report);
        break;
      case 'steps':
        this.step = report.points.at(-1)?.step ?? this.step;
        if (this.steps) for (const { step, loss } of report.points) this.out.result({ type: 'step', step, loss });
        this.move(report.points.at(-1)?.loss ?? null, report.samplesPerSecond);
        break;
      case 'epoch': {
        const { epoch, loss, val_loss, metrics, seconds, samples_per_second } = report.point;
        this.pauseBar();
        const words = figures({ loss, ...(val_loss === null ? {} : { val_loss }), ...metrics });
        this.out.result(
          { type: 'epoch', epoch, loss, val_loss, metrics, seconds, samples_per_second },
          `Epoch ${epoch}/${this.epochs}: ${words} (${seconds.toFixed(1)} s)`,
        );
        break;
      }
      case 'log':
        this.pauseBar();
        this.said = report.line;
        this.out.message(report.line);
        break;
      case 'capture':
      case 'thinned':
        // Looked at in a window; there is nothing to draw anew here.
        break;
    }
  }

  private start(report: Extract<TrainReport, { type: 'started' }>): void {
    this.perEpoch = report.stepsPerEpoch;
    this.epochs = report.epochs;
    this.step = report.step;
    // After a crash the worker starts again: programs hear of one start.
    if (this.started) return;
    this.started = true;
    const { engine, samples, parameters } = report;
    this.out.result(
      {
        type: 'start',
        run: this.run,
        engine: engine.name,
        device: engine.device,
        step: engine.step,
        xla: engine.xla,
        precision: engine.precision,
        threads: engine.threads,
        step_reason: engine.stepReason,
        train_samples: samples.train,
        validation_samples: samples.validation,
        test_samples: samples.test,
        parameters,
      },
      `${engine.name} ${engine.version} on ${engine.device}; steps ${stepWords(engine)}; ${samples.train} samples to learn from, ${samples.validation} to watch, ${samples.test} held out; ${parameters.toLocaleString('en')} parameters.`,
    );
  }

  private move(loss: number | null, speed: number): void {
    if (this.out.json || !process.stdout.isTTY) return;
    const epoch = Math.min(this.epochs, Math.floor(this.step / this.perEpoch) + 1);
    const payload = { epoch, epochs: this.epochs, loss: loss === null ? '' : figure(loss), speed: Math.round(speed) };
    if (!this.bar) {
      this.bar = new SingleBar({ ...BAR, stream: process.stdout }, Presets.shades_classic);
      this.bar.start(this.perEpoch * this.epochs, this.step, payload);
    } else this.bar.update(this.step, payload);
  }

  /** Takes the bar away, so that a line can be written; the next step brings it back. */
  private pauseBar(): void {
    this.bar?.stop();
    this.bar = null;
  }

  end(): void {
    this.pauseBar();
  }
}
