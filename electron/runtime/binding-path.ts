import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The TensorFlow that the binding is built against. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Where large, shared things lie: once a person, not once a clone. */
export function cacheFolder(): string {
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'attention-studio');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'attention-studio');
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'attention-studio');
}

/** The compiled binding of tfjs-node, or null where it was not installed. */
export function bindingPath(): string | null {
  const file = path.join(cacheFolder(), `tensorflow-${TENSORFLOW_VERSION}`, 'lib', 'napi-v8', 'tfjs_binding.node');
  return existsSync(file) ? file : null;
}
