// Which Electron there is, by need after a try of its own download.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, say } from './set-up.mjs';

const NAMES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
const inFolder = (folder) => path.join(folder, NAMES[process.platform] ?? 'electron');

/** The binary that the package `electron` fetched; null when it did not. */
function installed() {
  const text = path.join(root, 'node_modules/electron/path.txt');
  if (!existsSync(text)) return null;
  const file = path.join(root, 'node_modules/electron/dist', readFileSync(text, 'utf8').trim());
  return existsSync(file) ? file : null;
}

/** Bytes below a folder; 0 where there is none. */
function weigh(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).reduce((sum, name) => {
    return sum + (statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}

/**
 * Runs the package's own download. Where its server is out of reach it may fail or hang: it is given up
 * when nothing has arrived for `silence` milliseconds. Resolves with why it failed, or null.
 */
function download(silence) {
  // The download grows in the temporary folder, then in dist/.
  const scratch = mkdtempSync(path.join(tmpdir(), 'attention-studio-'));
  const env = { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  const child = spawn(process.execPath, ['node_modules/electron/install.js'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env });
  let problem = '';
  let bytes = 0;
  let arrived = Date.now();
  child.stderr.setEncoding('utf8').on('data', (text) => {
    problem += text;
  });
  const watch = setInterval(() => {
    const now = weigh(scratch) + weigh(path.join(root, 'node_modules/electron/dist'));
    if (now !== bytes) {
      arrived = Date.now();
      if (Math.floor(now / 2e7) > Math.floor(bytes / 2e7)) say(`Electron: ${Math.round(now / 1e6)} MB`);
      bytes = now;
    } else if (Date.now() - arrived > silence) {
      problem = `Error: nothing arrived for ${silence / 1000} s`;
      child.kill('SIGKILL');
    }
  }, 500);
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearInterval(watch);
      rmSync(scratch, { recursive: true, force: true });
      const line = problem.split('\n').find((l) => /error/i.test(l)) ?? '';
      resolve(status === 0 ? null : line.replace(/^\w*Error: /, '').trim() || `its download ended with ${status}`);
    });
  });
}

/** A failed try is not repeated for a day, so that the next start is quick. */
const FAILED = path.join(root, 'node_modules/.electron-download-failed');
function failedLately() {
  const found = statSync(FAILED, { throwIfNoEntry: false });
  return found && Date.now() - found.mtimeMs < 86_400_000 ? readFileSync(FAILED, 'utf8') : null;
}

/** `{ file, from }`, or `{ file: null, why }`. `silence`: milliseconds that the download may stand still; null leaves it out. */
export async function findElectron({ silence = null } = {}) {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const file = inFolder(chosen);
    return existsSync(file) ? { file, from: chosen } : { file: null, why: `ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${chosen}` };
  }
  const there = installed();
  if (there) return { file: there, from: 'node_modules' };
  if (silence === null) return { file: null, why: 'Electron’s program was not downloaded' };
  const before = failedLately();
  if (before) return { file: null, why: `${before}; “node node_modules/electron/install.js” tries again` };
  say('Fetching Electron …');
  const problem = await download(silence);
  const now = installed();
  if (now) return { file: now, from: 'node_modules' };
  const why = `Electron’s program could not be downloaded (${problem ?? 'it is not where it should be'})`;
  writeFileSync(FAILED, why);
  return { file: null, why };
}
