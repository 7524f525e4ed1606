import { type ChildProcess, spawn } from 'node:child_process';

export interface ToolResult {
  /** Null: it could not be started, or a signal ended it. */
  readonly status: number | null;
  /** The last 8,000 characters of standard error, or why it could not be started. */
  readonly problem: string;
}

/** Programs that run now. They end with this process. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill();
});

/** Runs a program to its end, line by line of its standard output. Never rejects. */
export function runTool(command: string, args: readonly string[], onLine: (line: string) => void = () => {}): Promise<ToolResult> {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    running.add(child);
    let rest = '';
    let problem = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      problem = (problem + text).slice(-8000);
    });
    const finish = (status: number | null, why: string) => {
      running.delete(child);
      done({ status, problem: why.trim() });
    };
    child.on('error', (error) => finish(null, error.message));
    child.on('close', (status) => finish(status, problem));
  });
}
