// npm start: packages, build, then the window: Electron's where it can be had, else a browser's.
// TensorFlow's library arrives while the window is open: the core sees to it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root, say, setUp } from './set-up.mjs';

await setUp();
const args = process.argv.slice(2);
/** Runs the application with our streams; resolves with how it ended and the last of what it said. */
function open(command, commandArgs, env = process.env) {
  return new Promise((resolve) => {
    const began = Date.now();
    let said = '';
    const child = spawn(command, commandArgs, { cwd: root, stdio: ['inherit', 'inherit', 'pipe'], env });
    child.stderr.on('data', (text) => {
      process.stderr.write(text);
      said = (said + text).slice(-4000);
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => resolve({ status: 1, seconds: 0, said: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 143, seconds: (Date.now() - began) / 1000, said }));
  });
}

/** Why Electron cannot open a window here whether it is installed or not; null when it can. */
function obstacle() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron keeps its sandbox, which does not work for root';
  return null;
}

async function openElectron() {
  const hindrance = obstacle();
  if (hindrance) return hindrance;
  const { findElectron } = await import('./find-electron.mjs');
  const electron = await findElectron({ silence: 20_000 });
  if (!electron.file) return electron.why;
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const { status, seconds, said } = await open(electron.file, [root, ...args], env);
  // One that cannot start (a missing library, a forbidden sandbox) ends at once.
  if (status === 0 || seconds > 10) process.exit(status);
  const line = said.split('\n').find((l) => /fatal|error/i.test(l)) ?? '';
  return `Electron ended at once (${line.trim() || `status ${status}`})`;
}

const why = await openElectron();
say(`The window opens in a browser: ${why}.`);
const { status } = await open(process.execPath, ['--enable-source-maps', path.join(root, 'dist/electron/cli.cjs'), 'serve', ...args]);
process.exit(status);
