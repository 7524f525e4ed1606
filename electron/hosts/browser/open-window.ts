import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const LINUX = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** An installed Chrome, Chromium or Edge; null: none. */
export function findBrowser(): string | null {
  if (process.platform === 'darwin') return MAC.find((file) => existsSync(file)) ?? null;
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const files = roots.flatMap((root) => (root ? WINDOWS.map((file) => path.join(root, file)) : []));
    return files.find((file) => existsSync(file)) ?? null;
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const name of LINUX) {
    for (const folder of folders) if (folder && existsSync(path.join(folder, name))) return path.join(folder, name);
  }
  return null;
}

/** Whether windows can be shown here. */
export function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Opens the address as a window of its own, without tabs. False: there is no display or no such browser. */
export function openWindow(address: string): boolean {
  const browser = hasDisplay() ? findBrowser() : null;
  if (browser === null) return false;
  const opened = spawn(browser, [`--app=${address}`], { stdio: 'ignore', detached: true });
  // It may end at once: a browser that runs already takes the window over.
  opened.on('error', () => {});
  opened.unref();
  return true;
}
