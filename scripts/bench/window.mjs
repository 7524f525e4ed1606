// The parts that need the built application and a browser: start-up and frames.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { median } from './median.mjs';
import { frameTimes, largeProject, startToFirstLoss, startToWindow } from './start-up.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];

async function measureStart(scratch, browser, tell) {
  const windows = [];
  const losses = [];
  const project = path.join(scratch, 'digits.attention.json');
  execFileSync(process.execPath, [path.join(root, 'dist/electron/cli.cjs'), 'new', 'digits', project], { stdio: ['ignore', 2, 2] });
  for (let i = 0; i < 3; i += 1) {
    windows.push(await startToWindow(root, path.join(scratch, `user-${i}`), browser));
    losses.push(await startToFirstLoss(root, project, path.join(scratch, `run-${i}`)));
  }
  const seconds = (times) => (median(times) / 1000).toFixed(2);
  tell({
    what: 'start to a window that can be clicked',
    ms: median(windows),
    text: `${seconds(windows)} s (browser host, warm build)`,
  });
  tell({ what: 'train to the first loss', ms: median(losses), text: `${seconds(losses)} s (digits, a new process)` });
}

async function measureFrames(scratch, browser, tell) {
  largeProject(scratch, path.join(scratch, 'large'), 500);
  const { frames, shown } = await frameTimes(root, path.join(scratch, 'large'), browser, 5);
  const figures = { median_ms: median(frames), p95_ms: percentile(frames, 0.95), worst_ms: Math.max(...frames) };
  const text = `median ${figures.median_ms.toFixed(1)} ms, 95 % below ${figures.p95_ms.toFixed(1)} ms, worst ${figures.worst_ms.toFixed(0)} ms`;
  tell({ what: 'frames while panning 500 nodes', ...figures, frames: frames.length, shown, text });
}

/** Measures those of `start` and `frames` that `parts` names. */
export async function measureWindow(parts, tell) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'].find(existsSync);
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    if (parts.includes('start')) await measureStart(scratch, browser, tell);
    if (parts.includes('frames')) await measureFrames(scratch, browser, tell);
  } finally {
    await browser.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
