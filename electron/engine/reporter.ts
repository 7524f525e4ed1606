import type { StepPoint } from '../../shared/run';
import type { TrainReport } from '../worker/protocol';

const INTERVAL = 50;
const WINDOW = 3000;

/** Tells of steps in bunches, at most 20 a second; the first one at once. Measures the speed over the last seconds. */
export class Reporter {
  readonly #report: (report: TrainReport) => void;
  #points: StepPoint[] = [];
  #last = Number.NEGATIVE_INFINITY;
  #done: { at: number; samples: number }[] = [];

  constructor(report: (report: TrainReport) => void) {
    this.#report = report;
  }

  step(point: StepPoint, samples: number): void {
    const now = performance.now();
    this.#points.push(point);
    this.#done.push({ at: now, samples });
    if (now - this.#last >= INTERVAL) this.flush();
  }

  /** Tells what waits if it is time: before something long that has no steps. */
  catchUp(): void {
    if (performance.now() - this.#last >= INTERVAL) this.flush();
  }

  /** Also before anything else is told, so that the order stays. */
  flush(): void {
    if (this.#points.length === 0) return;
    const now = performance.now();
    this.#report({ type: 'steps', points: this.#points, samplesPerSecond: this.#speed(now) });
    this.#points = [];
    this.#last = now;
  }

  tell(report: TrainReport): void {
    this.flush();
    this.#report(report);
  }

  #speed(now: number): number {
    const from = this.#done.findIndex((d) => d.at >= now - WINDOW);
    if (from > 0) this.#done.splice(0, from);
    const [first, ...rest] = this.#done;
    if (!first || rest.length === 0) return 0;
    return rest.reduce((sum, d) => sum + d.samples, 0) / Math.max(1e-3, (now - first.at) / 1000);
  }
}
