import { fork } from 'node:child_process';
import type { FromWorker, ToWorker } from './protocol';

/** How a worker ended. A signal, or a code other than 0 that it did not choose, is a crash. */
export interface WorkerExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A running worker as the supervisor sees it, whichever host started it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onExit(listener: (exit: WorkerExit) => void): void;
  /** What it writes on standard error. */
  onStderr(listener: (text: string) => void): void;
  /** Closes the line to it: it writes a checkpoint and ends by itself. */
  release(): void;
  kill(): void;
}

/** Starts a worker. Node: `forkWorker`; Electron: a utility process. */
export type SpawnWorker = () => WorkerProcess;

/**
 * Workers as child processes of Node.
 *
 * @param entry the bundle `dist/electron/worker.cjs`
 */
export function forkWorker(entry: string): SpawnWorker {
  return () => {
    const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    return {
      pid: child.pid,
      // A worker that just died is told by its exit, not by the message that no longer reaches it.
      send: (message) => void (child.connected && child.send(message, () => {})),
      onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
      onExit: (listener) => {
        child.on('exit', (code, signal) => listener({ code, signal }));
        child.on('error', () => child.exitCode === null && child.pid === undefined && listener({ code: 1, signal: null }));
      },
      onStderr: (listener) => child.stderr?.setEncoding('utf8').on('data', listener),
      release: () => {
        if (child.connected) child.disconnect();
      },
      kill: () => child.kill('SIGKILL'),
    };
  };
}

/** Electron's utility process, by the parts used here. */
export interface UtilityChild {
  readonly pid: number | undefined;
  readonly stderr: NodeJS.ReadableStream | null;
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/**
 * Workers as utility processes of Electron, which work with the fuse RunAsNode off.
 *
 * @param start `() => utilityProcess.fork(entry, [], { stdio: 'pipe', serviceName: 'Training' })`
 */
export function utilityWorker(start: () => UtilityChild): SpawnWorker {
  return () => {
    const child = start();
    return {
      pid: child.pid,
      send: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', (message) => listener(message as FromWorker)),
      onExit: (listener) => child.on('exit', (code) => listener({ code, signal: null })),
      onStderr: (listener) => child.stderr?.setEncoding('utf8').on('data', listener),
      release: () => child.postMessage({ id: 0, request: { type: 'leave' } } satisfies ToWorker),
      kill: () => void child.kill(),
    };
  };
}
