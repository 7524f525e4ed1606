// TensorFlow's library for scripts: where it is, and bringing it with visible progress.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { root, run } from './set-up.mjs';

/** The version stands once, in the sources. */
export const TENSORFLOW = /TENSORFLOW_VERSION = '([^']+)'/.exec(
  readFileSync(path.join(root, 'electron/runtime/binding-path.ts'), 'utf8'),
)?.[1];

/** The compiled binding in the user's cache folder, there or not: electron/runtime/binding-path.ts has the rule. */
export function bindingFile() {
  const folders = {
    win32: () => process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'),
    darwin: () => path.join(homedir(), 'Library', 'Caches'),
  };
  const cache = (folders[process.platform] ?? (() => process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache')))();
  return path.join(cache, 'attention-studio', `tensorflow-${TENSORFLOW}`, 'lib', 'napi-v8', 'tfjs_binding.node');
}

/** Installs the library where it is missing. False: it could not; the reason stands on standard error. */
export async function ensureTensorflow() {
  return (await run(process.execPath, ['dist/electron/install-tensorflow.cjs'])) === 0 && existsSync(bindingFile());
}
