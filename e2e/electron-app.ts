import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP } from './start-server';

/** Electron's program that scripts/test.mjs found; null with the reason in `whyNoElectron`. */
export function electronProgram(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(APP, 'node_modules/electron/dist');
  const name =
    process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
  const file = path.join(folder, name);
  return existsSync(file) ? file : null;
}

/** Why the tests in Electron cannot run here; null when they can. */
export function whyNoElectron(): string | null {
  if (!electronProgram()) return 'no Electron: neither ELECTRON_OVERRIDE_DIST_PATH nor its own download';
  if (process.platform === 'linux' && !process.env.DISPLAY) return 'no display: run with xvfb-run';
  return null;
}

/** Chromium's sandbox refuses to run as root, as in containers. */
export const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const newFolder = (what: string) => mkdtempSync(path.join(tmpdir(), `attention-studio-${what}-`));

/** The environment of a started application: a user folder of its own, nothing of the tests'. */
export function environment(userData: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(NODE_OPTIONS|ELECTRON_RUN_AS_NODE|VITEST|PLAYWRIGHT)/.test(name));
  const strings = kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(strings), ATTENTION_STUDIO_USER_DATA: userData, ...more };
}
