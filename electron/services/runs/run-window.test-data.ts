import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { blankProject } from '../../../shared/project/blank-project';
import { graphSchema, type Project } from '../../../shared/project/schema';
import { writeProject } from '../../../shared/project/write-project';
import type { RunInfo, RunState, RunUpdate } from '../../../shared/run';
import { DEFAULT_TRAINING } from '../../../shared/training';
import { type TestCore, type TestWindow, temporaryFolder, testCore } from '../../core.test-data';
import { TABLE_GRAPH, tableText } from '../../worker/run-folder.test-data';
import { forkWorker, type WorkerProcess } from '../../worker/worker-process';

/** As a project holds it. */
export const GRAPH = graphSchema.parse(TABLE_GRAPH);

/** A project beside its table, on the JavaScript engine: small and without a library. */
export function tableProject(change: Partial<Project> = {}, epochs = 3): Project {
  return {
    ...blankProject('Colours'),
    graph: GRAPH,
    training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs, batch_size: 8 },
    data: {
      path: 'colours.csv',
      read: {
        reader: 'table',
        delimiter: ',',
        header: true,
        encoding: 'utf-8',
        features: ['a', 'b', 'c'],
        target: 'colour',
        task: 'classification',
      },
      split: { validation: 0.2, test: 0.2, seed: 1 },
      fingerprint: null,
      facts: null,
    },
    ...change,
  };
}

/** A window of a core with real workers, in a folder of its own. */
export class RunWindow {
  readonly folder: string;
  workers: WorkerProcess[] = [];
  t: TestCore;
  w: TestWindow;
  private readonly entry: string;
  private readonly remove: () => Promise<void>;

  private constructor(entry: string, folder: string, remove: () => Promise<void>) {
    this.entry = entry;
    this.folder = folder;
    this.remove = remove;
    this.t = this.start();
    this.w = this.t.window('w');
  }

  static async open(entry: string): Promise<RunWindow> {
    const { folder, remove } = await temporaryFolder();
    return new RunWindow(entry, folder, remove);
  }

  private start(): TestCore {
    const spawn = forkWorker(this.entry);
    this.workers = [];
    return testCore(path.join(this.folder, 'data'), {
      spawnWorker: () => {
        const worker = spawn();
        this.workers.push(worker);
        return worker;
      },
    });
  }

  /** The program ends and starts again. */
  async restart(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    await this.t.core.close();
    await meanwhile();
    this.t = this.start();
    this.w = this.t.window('w');
  }

  async close(): Promise<void> {
    await this.t.core.close();
    await this.remove();
  }

  async openProject(project = tableProject()): Promise<string> {
    await writeFile(path.join(this.folder, 'colours.csv'), tableText());
    const file = path.join(this.folder, 'p.attention.json');
    await writeFile(file, writeProject(project));
    return (await this.w.call('projects.open', { path: file })).projectId;
  }

  updates(runId: string): RunUpdate[] {
    const updates = this.w.heard.filter((e) => e.event === 'run.update').map((e) => e.data as RunUpdate);
    return updates.filter((u) => u.runId === runId);
  }

  async until(projectId: string, runId: string, ...states: RunState[]): Promise<RunInfo> {
    let found: RunInfo | undefined;
    const there = async () => {
      found = (await this.w.call('runs.list', { projectId })).find((run) => run.id === runId);
      return found && states.includes(found.state);
    };
    await expect.poll(there, { timeout: 25_000, interval: 50 }).toBe(true);
    if (!found) throw new Error('no such run');
    return found;
  }
}
