import { spawn } from 'node:child_process';
import path from 'node:path';
import { appFolder } from '../files/app-folder';
import { workerBundle } from '../worker/run-folder.test-data';

/** How a command ended, and what it said. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** Each line of standard output as JSON. */
  readonly lines: Record<string, unknown>[];
}

/** Builds the bundles of the command line where they are not fresh. */
export async function cliBundle(): Promise<string> {
  await workerBundle();
  return path.join(appFolder(), 'dist', 'electron', 'cli.cjs');
}

export interface Running {
  readonly ended: Promise<Ended>;
  readonly pid: number;
  /** Resolves at the first line of standard output that fits. */
  line(fits: (line: string) => boolean): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the command line as a process of its own, the leader of a group as in a terminal. */
export function startCli(
  entry: string,
  args: readonly string[],
  options: { cwd?: string; stdin?: string; env?: Record<string, string> } = {},
): Running {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  const waiting: { fits: (line: string) => boolean; done: (line: string) => void }[] = [];
  const look = () => {
    for (const line of out.split('\n').slice(0, -1)) for (const w of waiting) if (w.fits(line)) w.done(line);
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  // A command that ends before it reads its input closes the pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const ended = new Promise<Ended>((done) => {
    child.on('close', (status) => {
      const lines = out
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      done({ status, out, err, lines });
    });
  });
  const pid = child.pid ?? 0;
  return {
    ended,
    pid,
    line: (fits) =>
      new Promise((done, fail) => {
        waiting.push({ fits, done });
        look();
        void ended.then((end) => fail(new Error(`it ended without that line: ${end.out}${end.err}`)));
      }),
    // The whole group, as Ctrl-C in a terminal; SIGKILL only the process itself.
    kill: (signal) => void process.kill(signal === 'SIGKILL' ? pid : -pid, signal),
  };
}

export function runCli(entry: string, args: readonly string[], options: Parameters<typeof startCli>[2] = {}): Promise<Ended> {
  return startCli(entry, args, options).ended;
}
