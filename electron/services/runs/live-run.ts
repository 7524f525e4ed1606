import type { Capture, EpochPoint, Failure, RunHistory, RunInfo, RunLabels, RunState, RunUpdate, StepPoint } from '../../../shared/run';
import type { TrainReport } from '../../worker/protocol';
import type { RunFile } from '../../worker/run-file';
import { NO_LABELS } from './run-labels';
import { moveState } from './transition';

/** Windows get at most 20 updates a second. */
const UPDATE_MS = 50;

/** Lines of the log that a window gets; `log.txt` has them all. */
const MOST_LOG = 2_000;

export interface LiveRunStart {
  readonly projectId: string;
  readonly dir: string;
  readonly file: RunFile;
  readonly name: string;
  readonly steps: StepPoint[];
  readonly epochs: EpochPoint[];
  readonly log: string[];
  readonly diskBytes: number;
  readonly capture?: Capture | undefined;
  /** Absent: none. */
  readonly labels?: RunLabels;
}

/**
 * A run as the windows of this process know it. Gathers what its worker reports and tells it in updates
 * with a sequence number; `history` is the sum of all updates up to its `seq`.
 */
export class LiveRun {
  readonly id: string;
  projectId: string;
  dir: string;
  file: RunFile;
  name: string;
  labels: RunLabels;
  diskBytes: number;
  /** Engine seconds of work still to do, by what the trainer measured last. */
  private speed: number | null = null;
  private steps: StepPoint[];
  private epochs: EpochPoint[];
  private log: string[];
  private capture: Capture | undefined;
  private seq = 0;
  private fresh: { steps: StepPoint[]; epochs: EpochPoint[]; log: string[]; capture?: Capture } = { steps: [], epochs: [], log: [] };
  private timer: NodeJS.Timeout | null = null;
  private toldAt = 0;
  /** Points were left out on the way here; the folder has them. */
  thinned = false;
  private readonly tell: (update: RunUpdate) => void;

  constructor(start: LiveRunStart, tell: (update: RunUpdate) => void) {
    this.id = start.file.id;
    this.projectId = start.projectId;
    this.dir = start.dir;
    this.file = start.file;
    this.name = start.name;
    this.labels = start.labels ?? NO_LABELS;
    this.steps = start.steps;
    this.epochs = start.epochs;
    this.log = start.log.slice(-MOST_LOG);
    this.diskBytes = start.diskBytes;
    this.capture = start.capture;
    this.tell = tell;
  }

  get state(): RunState {
    return this.file.state;
  }

  get info(): RunInfo {
    const { training, samples, evaluation } = this.file;
    const perEpoch = Math.max(1, Math.ceil((samples?.train ?? 0) / training.batch_size));
    const step = this.steps.at(-1)?.step ?? 0;
    const steps = perEpoch * training.epochs;
    const running = this.state === 'running' && this.speed !== null && this.speed > 0;
    return {
      id: this.id,
      name: this.name,
      tags: this.labels.tags,
      pinned: this.labels.pinned,
      projectId: this.projectId,
      state: this.state,
      failure: this.file.failure,
      created: this.file.created,
      engine: this.file.engine,
      progress: {
        epoch: this.epochs.at(-1)?.epoch ?? 0,
        epochs: training.epochs,
        step,
        steps,
        samplesPerSecond: running ? this.speed : null,
        secondsLeft: running && this.speed ? (Math.max(0, steps - step) * training.batch_size) / this.speed : null,
      },
      samples: samples ?? { train: 0, validation: 0, test: 0 },
      parameters: this.file.parameters,
      evaluation: evaluation?.metrics ?? null,
      diskBytes: this.diskBytes,
    };
  }

  history(): RunHistory {
    // What waits for the next update belongs to the history already: send it first, so that nothing comes twice.
    this.flush();
    const { info, seq, capture } = this;
    return { info, seq, steps: [...this.steps], epochs: [...this.epochs], log: [...this.log], ...(capture && { capture }) };
  }

  /** @throws Error where `RUN_TRANSITIONS` does not allow it */
  move(to: RunState, failure: Failure | null = null): void {
    this.file = { ...this.file, state: moveState(this.state, to), failure };
    if (to !== 'running') this.speed = null;
    this.changed();
  }

  rename(name: string): void {
    this.name = name;
    this.changed();
  }

  label(labels: RunLabels): void {
    this.labels = labels;
    this.changed();
  }

  /** What the worker wrote into `run.json`, and what the folder takes now. The state stays. */
  refresh(file: RunFile, diskBytes: number): void {
    this.file = { ...file, state: this.state, failure: this.file.failure };
    this.diskBytes = diskBytes;
    this.changed();
  }

  note(line: string): void {
    this.addLog(line);
    this.changed();
  }

  apply(report: TrainReport): void {
    switch (report.type) {
      case 'started':
        this.file = {
          ...this.file,
          engine: report.engine,
          samples: report.samples,
          parameters: report.parameters,
          training: { ...this.file.training, epochs: report.epochs },
        };
        this.rewind(report.step);
        if (this.state === 'preparing') this.move('running');
        break;
      case 'steps':
        this.steps.push(...report.points);
        this.fresh.steps.push(...report.points);
        this.speed = report.samplesPerSecond;
        break;
      case 'epoch':
        this.epochs.push(report.point);
        this.fresh.epochs.push(report.point);
        break;
      case 'thinned':
        this.thinned = true;
        break;
      case 'log':
        this.addLog(report.line);
        break;
      case 'capture':
        this.capture = report.capture;
        this.fresh.capture = report.capture;
        break;
    }
    this.changed();
  }

  /** The whole curves, as they lie on the disk, instead of thinned ones. */
  reread(steps: StepPoint[], epochs: EpochPoint[]): void {
    this.steps = steps;
    this.epochs = epochs;
    this.thinned = false;
    this.fresh = { ...this.fresh, steps: [], epochs: [] };
    // A gap on purpose, as in `rewind`.
    this.seq += 2;
    this.changed();
  }

  /** Training goes on from a checkpoint: what came after it will come again. */
  private rewind(step: number): void {
    if ((this.steps.at(-1)?.step ?? 0) <= step) return;
    this.steps = this.steps.filter((p) => p.step <= step);
    this.epochs = this.epochs.filter((p) => p.step <= step);
    if (this.capture && this.capture.step > step) this.capture = undefined;
    this.fresh = { steps: [], epochs: [], log: this.fresh.log };
    // A gap on purpose: windows ask for the history anew.
    this.seq += 2;
  }

  private addLog(line: string): void {
    this.log.push(line);
    if (this.log.length > MOST_LOG) this.log.splice(0, this.log.length - MOST_LOG);
    this.fresh.log.push(line);
  }

  private changed(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.toldAt + UPDATE_MS - Date.now());
    this.timer = setTimeout(() => this.flush(true), wait);
    this.timer.unref();
  }

  /** Tells the windows now what waits for the next update. */
  flush(always = this.timer !== null): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!always) return;
    this.toldAt = Date.now();
    this.seq++;
    const { fresh } = this;
    this.fresh = { steps: [], epochs: [], log: [] };
    this.tell({ runId: this.id, seq: this.seq, info: this.info, ...fresh });
  }
}
