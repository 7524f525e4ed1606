import { spawn } from 'node:child_process';

/** Importing TensorFlow takes a while on a slow disk. */
const TIMEOUT = 180_000;

/** The Python that the person works with, or the one that `ATTENTION_STUDIO_PYTHON` names. */
export function pythonCommand(): string {
  return process.env.ATTENTION_STUDIO_PYTHON || (process.platform === 'win32' ? 'python' : 'python3');
}

export interface PythonRun {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Python to its end; a Python that cannot be started is a run that is not `ok`. */
export function runPython(python: string, args: readonly string[], cwd: string): Promise<PythonRun> {
  return new Promise((resolve) => {
    const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' };
    const child = spawn(python, [...args], { cwd, env, timeout: TIMEOUT, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => resolve({ ok: false, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, stdout, stderr }));
  });
}
