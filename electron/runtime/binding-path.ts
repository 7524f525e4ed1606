import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** The TensorFlow that the binding is built against. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Where large, shared things lie: once a person, not once a clone. */
export function cacheFolder(): string {
  if (process.platform === 'win32')
    return path.join(process.env.LOCALAPPDATA ?? path.join(os.homedir(), 'AppData', 'Local'), 'attention-studio');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'attention-studio');
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'attention-studio');
}

/** Holds `lib/napi-v8/tfjs_binding.node` and `deps/lib/`, which it finds by its run path, and the stamp. */
export function tensorflowFolder(): string {
  return path.join(cacheFolder(), `tensorflow-${TENSORFLOW_VERSION}`);
}

export const BINDING = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/** `stamp.json`: written last, so that an installation without one is not whole. */
export const stampSchema = z.object({
  format: z.literal(1),
  tensorflow: z.literal(TENSORFLOW_VERSION),
  /** By path in the folder, with `/`. */
  files: z.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() })),
});
export type Stamp = z.infer<typeof stampSchema>;

/** Why the folder is no whole installation; null when it is. Sizes are compared: hashing 850 MB takes seconds. */
export function damageOf(folder: string): string | null {
  let stamp: Stamp;
  try {
    stamp = stampSchema.parse(JSON.parse(readFileSync(path.join(folder, 'stamp.json'), 'utf8')));
  } catch {
    return 'its stamp is missing or of another version';
  }
  for (const [name, { bytes }] of Object.entries(stamp.files)) {
    const found = statSync(path.join(folder, ...name.split('/')), { throwIfNoEntry: false });
    if (found?.size !== bytes) return `${name} ${found ? 'has changed' : 'is missing'}`;
  }
  return null;
}

/** The compiled binding of tfjs-node, or null where it is not installed whole. */
export function bindingPath(): string | null {
  const folder = tensorflowFolder();
  return damageOf(folder) === null ? path.join(folder, BINDING) : null;
}
