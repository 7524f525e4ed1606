import type { FromWorker, TrainReport } from './protocol';

/** Reports that may be under way at once: more than one step tells, so that none waits for the next step. */
const MOST_UNHEARD = 20;
/** Characters that may be under way, and that may wait: together less than a million. */
const MOST_UNDER_WAY = 200_000;
const MOST_WAITING = 300_000;
const MOST_LINES = 100;

type Of<T extends TrainReport['type']> = Extract<TrainReport, { type: T }>;

const sizeOf = (report: TrainReport): number => JSON.stringify(report).length;

/** Every second one, the last among them. */
const halved = <T>(all: readonly T[]): T[] => all.filter((_, i) => (all.length - 1 - i) % 2 === 0);

const allOf = <T extends TrainReport['type']>(type: T, reports: readonly TrainReport[]): Of<T>[] =>
  reports.filter((report): report is Of<T> => report.type === type);

function merged(reports: readonly Of<'steps'>[]): Of<'steps'>[] {
  const last = reports.at(-1);
  return last ? [{ ...last, points: reports.flatMap(({ points }) => points) }] : [];
}

/**
 * Tells the process that started this one how training goes, only as fast as it listens: neither pipes nor Electron's
 * ports say when they are full, and keep in memory whatever is sent. Each report is acknowledged; beyond a few that
 * are not, reports wait here, steps as one report. Where too much waits, points between others are left out, and the
 * report `thinned` says so: the folder of the run has all of them.
 */
export class ReportLine {
  readonly #send: (message: FromWorker) => void;
  #waiting: TrainReport[] = [];
  #size = 0;
  /** The sizes of those under way. */
  readonly #unheard: number[] = [];

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  /** Characters that wait or are under way. */
  get pending(): number {
    return this.#size + this.#underWay;
  }

  get #underWay(): number {
    return this.#unheard.reduce((a, b) => a + b, 0);
  }

  report(report: TrainReport): void {
    const last = this.#waiting.at(-1);
    if (report.type === 'steps' && last?.type === 'steps') {
      this.#waiting[this.#waiting.length - 1] = { ...report, points: [...last.points, ...report.points] };
    } else this.#waiting.push(report);
    this.#size += sizeOf(report);
    this.#go();
    if (this.#size > MOST_WAITING) this.#thin();
  }

  /** The other side took a report. */
  heard(): void {
    this.#unheard.shift();
    this.#go();
  }

  /** Sends what is no report: whatever waits goes before it. */
  send(message: FromWorker): void {
    for (const report of this.#waiting.splice(0)) this.#tell(report);
    this.#send(message);
  }

  #go(): void {
    while (this.#waiting.length > 0 && this.#unheard.length < MOST_UNHEARD && this.#underWay < MOST_UNDER_WAY) {
      const next = this.#waiting.shift();
      if (next) this.#tell(next);
    }
  }

  #tell(report: TrainReport): void {
    const size = sizeOf(report);
    this.#unheard.push(size);
    this.#size = this.#waiting.length === 0 ? 0 : this.#size - size;
    this.#send({ type: 'report', report });
  }

  #thin(): void {
    const all = this.#waiting;
    this.#waiting = [
      ...allOf('started', all),
      { type: 'thinned' },
      ...allOf('log', all).slice(-MOST_LINES),
      ...merged(allOf('steps', all)).map((steps) => ({ ...steps, points: halved(steps.points) })),
      ...halved(allOf('epoch', all)),
      ...allOf('capture', all).slice(-1),
    ];
    this.#size = this.#waiting.reduce((sum, report) => sum + sizeOf(report), 0);
  }
}
