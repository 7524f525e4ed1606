import type { Preview } from '../../shared/preview';
import type { Failure, Inspection } from '../../shared/run';
import type { PreviewQuestion } from '../engine/preview/preview-session';
import type { TrainEnd, TrainReport, WorkerAnswers, WorkerRequest } from './protocol';
import { RunWriter } from './run-writer';
import { WorkerClient, WorkerDied } from './worker-client';
import type { SpawnWorker } from './worker-process';

/** A training run that is on. */
export interface Training {
  /** Never rejects: a run that cannot go on ends as `failed`. */
  readonly end: Promise<TrainEnd>;
  /** Of the process that trains now; changes after a crash. */
  readonly pid: number | undefined;
  pause(): void;
  stop(): void;
  /** Looks at a sample between two steps, with the weights as they are. */
  inspect(index: number | null): Promise<Inspection>;
}

/** A trained run that a worker holds open. */
export interface OpenedRun {
  call<T extends 'evaluate' | 'cell' | 'inspect' | 'try' | 'export'>(
    request: Extract<WorkerRequest, { type: T }>,
  ): Promise<WorkerAnswers[T]>;
  readonly alive: boolean;
  close(): Promise<void>;
}

/** A process that answers without a run. */
export interface Helper {
  preview(question: PreviewQuestion): Promise<Preview>;
  readonly alive: boolean;
  close(): Promise<void>;
}

export interface SupervisorOptions {
  readonly spawn: SpawnWorker;
  /** So many crashes within `crashWindow` milliseconds, and a run is not started again by itself. */
  readonly maxCrashes?: number;
  readonly crashWindow?: number;
  /** Keeps a started process in reserve, so that Train does not wait for one. */
  readonly spare?: boolean;
  /** Milliseconds between checkpoints; absent: the trainer's own choice. */
  readonly checkpointEvery?: number;
}

const CRASHED: Failure = {
  kind: 'crash',
  message: 'The training process ended three times within five minutes.',
  advice: 'The last checkpoint is whole: resume to try again. A smaller batch needs less memory.',
  node: null,
};

/** Starts worker processes, lets them train and answer, and brings a crashed run back from its last checkpoint. */
export class Supervisor {
  readonly #options: Required<Omit<SupervisorOptions, 'checkpointEvery'>> & Pick<SupervisorOptions, 'checkpointEvery'>;
  readonly #busy = new Set<WorkerClient>();
  #spare: WorkerClient | null = null;
  #closed = false;

  constructor(options: SupervisorOptions) {
    this.#options = { maxCrashes: 3, crashWindow: 5 * 60_000, spare: true, ...options };
  }

  /** Starts the process in reserve, if there is none. */
  warm(): void {
    if (this.#closed || !this.#options.spare || this.#spare?.alive) return;
    this.#spare = new WorkerClient(this.#options.spawn);
  }

  #take(): WorkerClient {
    if (this.#closed) throw new Error('the supervisor is closed');
    const client = this.#spare?.alive ? this.#spare : new WorkerClient(this.#options.spawn);
    this.#spare = null;
    this.#busy.add(client);
    return client;
  }

  async #leave(client: WorkerClient): Promise<void> {
    this.#busy.delete(client);
    await client.release();
  }

  /** Trains the run in a folder, or goes on with it. `crashed` hears of each crash that is followed by a restart. */
  train(runDir: string, dataPath: string, report: (report: TrainReport) => void, crashed: (words: string) => void = () => {}): Training {
    let client = this.#take();
    let wish: 'pause' | 'stop' | null = null;
    const crashes: number[] = [];
    const ask = (what: 'pause' | 'stop') => {
      if (wish !== 'stop') wish = what;
      // A worker that dies instead of answering is told by the training's own end.
      client.call({ type: what }).catch(() => {});
    };
    const work = async (): Promise<TrainEnd> => {
      for (;;) {
        client.onReport = report;
        const training = client.call({ type: 'train', runDir, dataPath, checkpointEvery: this.#options.checkpointEvery });
        if (wish) ask(wish);
        try {
          return await training;
        } catch (error) {
          if (!(error instanceof WorkerDied))
            return await giveUp(runDir, { kind: 'other', message: wordsOf(error), advice: null, node: null });
          this.#busy.delete(client);
          if (this.#closed) return { type: 'paused' };
          const now = Date.now();
          crashes.push(now);
          const recent = crashes.filter((at) => at > now - this.#options.crashWindow);
          if (recent.length >= this.#options.maxCrashes)
            return await giveUp(runDir, { ...CRASHED, message: `${CRASHED.message} ${wordsOf(error)}` });
          crashed(`${wordsOf(error)} – going on from the last checkpoint`);
          client = this.#take();
        }
      }
    };
    const end = work().finally(() => this.#leave(client));
    // A spare for the next one, once this one has had the machine to itself for its start.
    setTimeout(() => this.warm(), 3000).unref();
    return {
      end,
      get pid() {
        return client.pid;
      },
      pause: () => ask('pause'),
      stop: () => ask('stop'),
      inspect: (index) => client.call({ type: 'inspect', index }),
    };
  }

  /** Opens a trained run in a worker of its own. Rejects when it cannot be opened. */
  async open(runDir: string, dataPath: string): Promise<OpenedRun> {
    const client = this.#take();
    try {
      await client.call({ type: 'open', runDir, dataPath });
    } catch (error) {
      await this.#leave(client);
      throw error;
    }
    return {
      call: (request) => client.call(request as never),
      get alive() {
        return client.alive;
      },
      close: () => this.#leave(client),
    };
  }

  /** A process for questions that need no run, and no more than JavaScript. */
  helper(): Helper {
    if (this.#closed) throw new Error('the supervisor is closed');
    const client = new WorkerClient(this.#options.spawn);
    this.#busy.add(client);
    return {
      preview: (question) => client.call({ type: 'preview', question }),
      get alive() {
        return client.alive;
      },
      close: () => this.#leave(client),
    };
  }

  /** Tries an engine in a process that is thrown away: a bad driver takes only that one with it. */
  async probe(engine: 'tensorflow' | 'cpu'): Promise<WorkerAnswers['probe-engine']> {
    const client = new WorkerClient(this.#options.spawn);
    this.#busy.add(client);
    try {
      return await client.call({ type: 'probe-engine', engine });
    } finally {
      await this.#leave(client);
    }
  }

  /** Lets every worker write its checkpoint and end. */
  async close(): Promise<void> {
    this.#closed = true;
    const all = [...this.#busy, ...(this.#spare ? [this.#spare] : [])];
    this.#spare = null;
    await Promise.all(all.map((client) => client.release()));
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Marks a run whose worker cannot do it any more. */
async function giveUp(runDir: string, failure: Failure): Promise<TrainEnd> {
  try {
    const writer = await RunWriter.open(runDir);
    writer.revive();
    await writer.move('failed', { failure });
  } catch {
    // The folder may be gone or full; the end is told all the same.
  }
  return { type: 'failed', failure };
}
