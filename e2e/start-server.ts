import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The built application whose `dist` the tests drive. */
export const APP = process.env.ATTENTION_STUDIO_APP ?? path.resolve(__dirname, '..');

export interface Server {
  /** With the token: opens once, then the cookie holds. */
  readonly address: string;
  readonly port: number;
  /** A folder of its own: journals, locks, runs of unsaved projects. */
  readonly userData: string;
  readonly pid: number;
  /** Everything that it printed. */
  output(): string;
  /** Ends it as Ctrl-C does; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** To start again on the folder of a server before. */
  readonly userData?: string;
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
}

const started = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the browser host of the built application on a free port with a user folder of its own. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const userData = options.userData ?? mkdtempSync(path.join(tmpdir(), 'attention-studio-e2e-'));
  const args = [path.join(APP, 'dist', 'electron', 'cli.cjs'), 'serve', '--no-open'];
  if (options.port !== undefined) args.push('--port', String(options.port));
  const child = spawn(process.execPath, args, {
    cwd: APP,
    env: { ...process.env, ...options.env, ATTENTION_STUDIO_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let text = '';
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      started.delete(child);
      resolve();
    });
  });
  const address = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(text);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened:\n${text}`)));
    setTimeout(() => reject(new Error(`the server did not listen within 30 s:\n${text}`)), 30_000).unref();
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone;
  };
  return {
    address,
    port: Number(new URL(address).port),
    userData,
    pid: child.pid ?? 0,
    output: () => text,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Stops a server and removes its folder. */
export async function endServer(server: Server): Promise<void> {
  await server.stop();
  rmSync(server.userData, { recursive: true, force: true, maxRetries: 5 });
}

/** The processes whose parent is `pid`, with their command lines and the clock ticks that they worked. Linux only. */
export function childrenOf(pid: number): { readonly pid: number; readonly command: string; readonly cpu: number }[] {
  const found: { pid: number; command: string; cpu: number }[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[1]) !== pid) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      found.push({ pid: Number(name), command, cpu: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It ended meanwhile.
    }
  }
  return found;
}
