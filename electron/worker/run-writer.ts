import { RUN_TRANSITIONS, type RunState } from '../../shared/run';
import { type Disk, realDisk } from '../engine/checkpoint/disk';
import type { RunFile } from './run-file';
import { readRunFile, writeRunFile } from './run-folder';

/** `run.json` while a worker has it: keeps the states in their table, and every change on the disk. */
export class RunWriter {
  readonly #dir: string;
  readonly #disk: Disk;
  #run: RunFile;
  #writing: Promise<void> = Promise.resolve();

  private constructor(dir: string, run: RunFile, disk: Disk) {
    this.#dir = dir;
    this.#run = run;
    this.#disk = disk;
  }

  static async open(dir: string, disk: Disk = realDisk): Promise<RunWriter> {
    return new RunWriter(dir, await readRunFile(dir), disk);
  }

  get run(): RunFile {
    return this.#run;
  }

  /** A run whose process died lies where its last checkpoint left it: paused. Only in memory. */
  revive(): void {
    const { state } = this.#run;
    if (state === 'running' || state === 'preparing' || state === 'pausing' || state === 'stopping')
      this.#run = { ...this.#run, state: 'paused' };
  }

  /** Changes fields, in order. */
  set(change: Partial<Omit<RunFile, 'state'>>): Promise<void> {
    this.#run = { ...this.#run, ...change };
    return this.#write();
  }

  /** Moves to a state; refuses what `RUN_TRANSITIONS` does not have. To the same state: nothing. */
  move(state: RunState, change: Partial<Omit<RunFile, 'state'>> = {}): Promise<void> {
    const from = this.#run.state;
    if (from !== state && !(RUN_TRANSITIONS[from] as readonly RunState[]).includes(state)) {
      return Promise.reject(new Error(`a run cannot go from ${from} to ${state}`));
    }
    this.#run = { ...this.#run, ...change, state };
    return this.#write();
  }

  #write(): Promise<void> {
    const run = this.#run;
    const write = () => writeRunFile(this.#dir, run, this.#disk);
    this.#writing = this.#writing.then(write, write);
    return this.#writing;
  }
}
