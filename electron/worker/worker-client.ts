import { StudioError } from '../../shared/studio-error';
import type { FromWorker, TrainReport, WorkerAnswers, WorkerRequest } from './protocol';
import type { SpawnWorker, WorkerExit, WorkerProcess } from './worker-process';

/** What TensorFlow always says when it starts. */
const CHATTER = /^WARNING: All log messages before|^I\d{4} /;

/** The worker died before it answered. */
export class WorkerDied extends Error {
  readonly exit: WorkerExit;

  constructor(exit: WorkerExit, lastWords: string) {
    const words = lastWords.split('\n').filter((line) => line.trim() !== '' && !CHATTER.test(line));
    super(`The training process ended (${exit.signal ?? `code ${exit.code}`})${words.length > 0 ? `: ${words.join(' ')}` : ''}`);
    this.name = 'WorkerDied';
    this.exit = exit;
  }
}

const LAST_WORDS = 2000;

/** Calls into one worker process, each answered by a promise. */
export class WorkerClient {
  readonly #process: WorkerProcess;
  readonly #waiting = new Map<number, { resolve: (answer: WorkerAnswers[keyof WorkerAnswers]) => void; reject: (error: Error) => void }>();
  #nextId = 1;
  #stderr = '';
  #exit: WorkerExit | null = null;
  onReport: (report: TrainReport) => void = () => {};
  onExit: (exit: WorkerExit) => void = () => {};

  constructor(spawn: SpawnWorker) {
    this.#process = spawn();
    this.#process.onMessage((message) => this.#hear(message));
    this.#process.onStderr((text) => {
      this.#stderr = (this.#stderr + text).slice(-LAST_WORDS);
    });
    this.#process.onExit((exit) => {
      if (this.#exit) return;
      this.#exit = exit;
      for (const { reject } of this.#waiting.values()) reject(new WorkerDied(exit, this.#stderr.trim()));
      this.#waiting.clear();
      this.onExit(exit);
    });
  }

  get alive(): boolean {
    return this.#exit === null;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Rejects with the worker's StudioError, or with `WorkerDied`. */
  call<T extends WorkerRequest['type']>(request: Extract<WorkerRequest, { type: T }>): Promise<WorkerAnswers[T]> {
    if (this.#exit) return Promise.reject(new WorkerDied(this.#exit, this.#stderr.trim()));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The protocol ties each request to its answer.
      this.#waiting.set(id, { resolve: resolve as (answer: WorkerAnswers[keyof WorkerAnswers]) => void, reject });
      this.#process.send({ id, request });
    });
  }

  /** Lets it write a checkpoint and end; resolves once it is gone. Kills it after `grace` milliseconds. */
  release(grace = 10_000): Promise<void> {
    if (this.#exit) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.kill(), grace);
      this.#process.onExit(() => {
        clearTimeout(timer);
        resolve();
      });
      this.#process.release();
    });
  }

  kill(): void {
    this.#process.kill();
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        return;
      case 'report':
        this.onReport(message.report);
        this.#process.send({ id: 0, request: { type: 'heard' } });
        return;
      case 'answer':
        this.#waiting.get(message.id)?.resolve(message.answer);
        this.#waiting.delete(message.id);
        return;
      case 'error': {
        const { message: text, expected, received, advice } = message;
        const rest = { ...(expected && { expected }), ...(received && { received }), ...(advice && { advice }) };
        this.#waiting.get(message.id)?.reject(new StudioError(text, rest));
        this.#waiting.delete(message.id);
      }
    }
  }
}
