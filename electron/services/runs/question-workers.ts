import type { WorkerAnswers, WorkerRequest } from '../../worker/protocol';
import type { OpenedRun, Supervisor } from '../../worker/supervisor';

type Question = 'evaluate' | 'cell' | 'inspect' | 'try' | 'export';

/** Holds the trained model that was asked last open in a worker: the next question comes without loading it. */
export class QuestionWorkers {
  private readonly supervisor: Supervisor;
  private held: { runId: string; opened: Promise<OpenedRun> } | null = null;

  constructor(supervisor: Supervisor) {
    this.supervisor = supervisor;
  }

  async ask<T extends Question>(
    run: { id: string; dir: string; dataPath: string },
    request: Extract<WorkerRequest, { type: T }>,
  ): Promise<WorkerAnswers[T]> {
    const opened = await this.open(run);
    return opened.call<T>(request);
  }

  private async open(run: { id: string; dir: string; dataPath: string }): Promise<OpenedRun> {
    if (this.held?.runId === run.id) {
      const there = await this.held.opened.catch(() => null);
      if (there?.alive) return there;
    }
    await this.forget(null);
    const opened = this.supervisor.open(run.dir, run.dataPath);
    this.held = { runId: run.id, opened };
    return opened;
  }

  /** Before a run is trained further, moved or deleted; null: whichever is held. */
  async forget(runId: string | null): Promise<void> {
    const { held } = this;
    if (!held || (runId !== null && held.runId !== runId)) return;
    this.held = null;
    await held.opened.then(
      (opened) => opened.close(),
      () => {},
    );
  }
}
