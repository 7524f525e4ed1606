import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../../shared/project/schema';
import type { Inspection, RunInfo, RunLabels, RunUpdate } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';
import type { TrainingSettings } from '../../../shared/training';
import { resolveDataPath } from '../../data/data-path';
import { diskError } from '../../files/disk-error';
import type { TrainEnd } from '../../worker/protocol';
import { readRunFile, writeRunFile } from '../../worker/run-folder';
import type { Supervisor, Training } from '../../worker/supervisor';
import type { DatasetCache } from '../datasets/dataset-cache';
import { freezeRun } from './freeze-run';
import { bringHome, noteOwner, removeIfEmpty } from './left-behind';
import { LiveRun } from './live-run';
import { loadRun, rereadCurves } from './load-run';
import { QuestionWorkers } from './question-workers';
import { bytesOf, deleteRunFolder, freshRunId, listRunFolders, moveFolder, runsFolder, writeRunName } from './run-folders';
import { writeRunLabels } from './run-labels';
import { isBusy, mustBe, wayTo } from './transition';

export interface RunManagerOptions {
  readonly userData: string;
  readonly resources: string;
  readonly supervisor: Supervisor;
  readonly datasets: DatasetCache;
  readonly tell: (update: RunUpdate) => void;
  /** Whether a run waits although no other trains: its engine is being installed. */
  readonly waits: (training: TrainingSettings) => boolean;
  /** Tells every window something that no call asked for. */
  readonly warn: (message: string) => void;
  readonly log: (line: string) => void;
}

/** What a run belongs to. */
export interface RunOwner {
  readonly id: string;
  readonly file: string | null;
}

/** The runs of every open project: one of them trains, the others wait their turn. */
export class RunManager {
  readonly questions: QuestionWorkers;
  private readonly o: RunManagerOptions;
  private readonly runs = new Map<string, LiveRun>();
  private queue: LiveRun[] = [];
  private readonly trainings = new Map<string, Training>();
  /** Where runs of a project go once their training lets go of them: it was saved elsewhere meanwhile. */
  private readonly moving = new Map<string, string>();
  /** The last write of a run's labels: the next one waits for it. */
  private readonly labelling = new Map<string, Promise<void>>();
  private closing = false;

  constructor(options: RunManagerOptions) {
    this.o = options;
    this.questions = new QuestionWorkers(options.supervisor);
  }

  /** @throws StudioError where no open project has it */
  get(runId: string): LiveRun {
    const run = this.runs.get(runId);
    if (!run)
      throw new StudioError('This run is not there any more.', { received: runId, advice: 'It was deleted, or its project was closed.' });
    return run;
  }

  dataPath(run: LiveRun): string {
    return resolveDataPath(run.file.data.path, null, this.o.resources);
  }

  /** Newest first. Runs that cannot be read are named in the log and left alone. */
  async list(owner: RunOwner): Promise<RunInfo[]> {
    const folder = runsFolder(this.o.userData, owner.id, owner.file);
    const isHeld = (dir: string) => [...this.runs.values()].some((run) => run.dir === dir);
    if (owner.file !== null) await bringHome(this.o.userData, owner.file, folder, isHeld);
    for (const dir of await listRunFolders(folder)) {
      const known = [...this.runs.values()].find((run) => run.dir === dir);
      if (known) {
        known.projectId = owner.id;
        continue;
      }
      try {
        const run = await loadRun(dir, owner.id, this.o.tell);
        this.runs.set(run.id, run);
      } catch (error) {
        this.o.log(`${dir}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const mine = [...this.runs.values()].filter((run) => run.projectId === owner.id);
    return mine.map((run) => run.info).sort((a, b) => (a.created < b.created ? 1 : -1));
  }

  /** Freezes the project into a new run and trains it as soon as no other trains. */
  async start(owner: RunOwner, project: Project, training: TrainingSettings): Promise<RunInfo> {
    const now = new Date();
    const { run: file } = await freezeRun(
      { id: freshRunId(now), project, projectFile: owner.file, resources: this.o.resources, training, now },
      this.o.datasets,
    );
    const before = await this.list(owner);
    const dir = path.join(runsFolder(this.o.userData, owner.id, owner.file), file.id);
    const name = `Run ${before.length + 1}`;
    try {
      await mkdir(dir, { recursive: true });
      await writeRunName(dir, name);
      await writeRunFile(dir, file);
    } catch (error) {
      throw diskError(error, dir, 'make a folder for the run');
    }
    const run = new LiveRun(
      { projectId: owner.id, dir, file, name, steps: [], epochs: [], log: [], diskBytes: await bytesOf(dir) },
      this.o.tell,
    );
    this.runs.set(run.id, run);
    this.enqueue(run);
    return run.info;
  }

  private enqueue(run: LiveRun): void {
    this.queue.push(run);
    this.next();
  }

  /** Trains the first in the queue that need not wait. Called again when what runs wait for may have come. */
  next(): void {
    if (this.closing || this.trainings.size > 0) return;
    const run = this.queue.find((r) => !this.o.waits(r.file.training));
    if (!run) return;
    this.queue = this.queue.filter((r) => r !== run);
    if (run.state !== 'preparing') run.move('preparing');
    this.train(run);
  }

  /** @param thenStop the run was paused and is only brought to its end */
  private train(run: LiveRun, thenStop = false): void {
    const training = this.o.supervisor.train(
      run.dir,
      this.dataPath(run),
      (report) => run.apply(report),
      (words) => {
        run.note(words);
        this.o.warn(`${run.name}: ${words}.`);
      },
    );
    this.trainings.set(run.id, training);
    if (thenStop) training.stop();
    training.end
      .then((end) => this.ended(run, end))
      .catch((error: unknown) =>
        this.o.log(`the end of ${run.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
      )
      .finally(() => {
        this.trainings.delete(run.id);
        this.next();
      });
  }

  private async ended(run: LiveRun, end: TrainEnd): Promise<void> {
    const file = await readRunFile(run.dir).catch(() => run.file);
    run.refresh(file, await bytesOf(run.dir));
    if (run.thinned) await rereadCurves(run);
    switch (end.type) {
      case 'finished':
      case 'stopped':
        this.settle(run, 'finished');
        break;
      case 'paused':
        this.settle(run, 'paused');
        break;
      case 'failed':
        run.move('failed', end.failure);
        break;
    }
    run.flush(true);
    this.trainings.delete(run.id);
    await this.moveIfAsked(run);
  }

  /** The worker is at the end state; the way there may be a step behind (it paused by itself, it finished while pausing). */
  private settle(run: LiveRun, to: 'finished' | 'paused'): void {
    for (const state of wayTo(run.state, to)) {
      run.move(
        state,
        state === 'failed'
          ? { kind: 'crash', message: 'Training ended before it could be stopped.', advice: 'Resume it.', node: null }
          : null,
      );
    }
  }

  /** Looks at a sample with the weights of a run that trains now; null where none does. */
  look(run: LiveRun, index: number | null): Promise<Inspection> | null {
    return run.state === 'running' ? (this.trainings.get(run.id)?.inspect(index) ?? null) : null;
  }

  pause(run: LiveRun): void {
    mustBe(run.state, ['running'], 'paused');
    run.move('pausing');
    this.trainings.get(run.id)?.pause();
  }

  resume(run: LiveRun): void {
    mustBe(run.state, ['paused', 'failed'], 'resumed');
    run.move('preparing');
    void this.questions.forget(run.id);
    this.enqueue(run);
  }

  async stop(run: LiveRun): Promise<void> {
    mustBe(run.state, ['queued', 'preparing', 'running', 'pausing', 'paused'], 'stopped');
    const waiting = this.queue.includes(run);
    this.queue = this.queue.filter((r) => r !== run);
    const trained = run.info.progress.step > 0;
    run.move('stopping');
    if (this.trainings.has(run.id)) this.trainings.get(run.id)?.stop();
    else if (waiting && !trained) {
      run.move('failed', { kind: 'other', message: 'Stopped before it began.', advice: 'Resume it to train it after all.', node: null });
      await writeRunFile(run.dir, run.file);
    } else this.train(run, true);
  }

  /** Trains a finished run for more epochs. */
  async extend(run: LiveRun, epochs: number): Promise<void> {
    mustBe(run.state, ['finished'], 'trained further');
    await this.questions.forget(run.id);
    const file = await readRunFile(run.dir);
    const longer = { ...file, training: { ...file.training, epochs: file.training.epochs + epochs } };
    await writeRunFile(run.dir, longer);
    run.refresh(longer, run.diskBytes);
    run.move('preparing');
    this.enqueue(run);
  }

  async rename(run: LiveRun, name: string): Promise<void> {
    await writeRunName(run.dir, name);
    run.rename(name);
  }

  /** Tags and pins: what `change` leaves out stays. The last asked stands on the disk, however fast they follow each other. */
  async label(run: LiveRun, change: { readonly [F in keyof RunLabels]?: RunLabels[F] | undefined }): Promise<void> {
    const labels = { tags: change.tags ?? run.labels.tags, pinned: change.pinned ?? run.labels.pinned };
    run.label(labels);
    const write = () => writeRunLabels(run.dir, run.labels);
    const written = (this.labelling.get(run.id) ?? Promise.resolve()).then(write, write);
    this.labelling.set(run.id, written);
    await written;
  }

  async delete(run: LiveRun): Promise<void> {
    if (isBusy(run.state)) {
      throw new StudioError('This run is at work.', { received: run.state, advice: 'Stop it first.' });
    }
    await this.questions.forget(run.id);
    await deleteRunFolder(run.dir);
    this.runs.delete(run.id);
    this.labelling.delete(run.id);
  }

  /** Whether a project without a file has runs that would be lost with it. */
  async keeps(projectId: string): Promise<boolean> {
    return (await listRunFolders(runsFolder(this.o.userData, projectId, null))).length > 0;
  }

  /** The project lies in another file now: its runs move beside it, one that trains as soon as it ends. */
  async saved(projectId: string, file: string, before: string | null): Promise<void> {
    const [from, to] = [runsFolder(this.o.userData, projectId, before), runsFolder(this.o.userData, projectId, file)];
    if (from === to) return;
    for (const dir of await listRunFolders(from)) {
      const run = [...this.runs.values()].find((r) => r.dir === dir);
      const target = path.join(to, path.basename(dir));
      if (run && (isBusy(run.state) || this.trainings.has(run.id))) {
        this.moving.set(run.id, target);
        if (before === null) await noteOwner(from, file);
      } else await this.moveRun(run ?? null, dir, target);
    }
    await removeIfEmpty(from);
  }

  private async moveRun(run: LiveRun | null, dir: string, target: string): Promise<void> {
    if (run) await this.questions.forget(run.id);
    await moveFolder(dir, target);
    if (run) run.dir = target;
  }

  private async moveIfAsked(run: LiveRun): Promise<void> {
    const target = this.moving.get(run.id);
    if (target === undefined) return;
    this.moving.delete(run.id);
    const from = path.dirname(run.dir);
    await this.moveRun(run, run.dir, target);
    await removeIfEmpty(from);
  }

  /** The project was closed: its runs that do not train are forgotten here. `discard`: those of a project without a file are deleted. */
  async closed(projectId: string): Promise<void> {
    for (const run of [...this.runs.values()]) {
      if (run.projectId !== projectId || isBusy(run.state)) continue;
      await this.questions.forget(run.id);
      this.runs.delete(run.id);
    }
    const anyBusy = [...this.runs.values()].some((run) => run.projectId === projectId);
    if (!anyBusy) await rm(runsFolder(this.o.userData, projectId, null), { recursive: true, force: true });
  }

  /** Lets trainers write their checkpoint and ends them. */
  async close(): Promise<void> {
    this.closing = true;
    this.queue = [];
    await this.o.supervisor.close();
    await Promise.all([...this.trainings.values()].map((training) => training.end));
  }
}
