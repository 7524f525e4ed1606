import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { errorCode } from './disk-error';
import { isAlive, thisProcess } from './process-alive';

const lockText = z.object({ pid: z.int().positive(), started: z.string().nullable(), since: z.string(), what: z.string() });

export interface Lock {
  release(): Promise<void>;
}

export type Locking = { readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly pid: number; readonly since: string };

async function readLock(file: string): Promise<z.infer<typeof lockText> | 'gone' | 'damaged'> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'gone';
    throw error;
  }
  try {
    return lockText.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

/**
 * Takes a lock file for this process, or says who has it. One whose process is gone is taken over.
 * Two processes may find the same stale lock: it is moved aside under a name of its own first, and
 * only one of them can move it.
 */
export async function takeLock(file: string, what: string): Promise<Locking> {
  await mkdir(path.dirname(file), { recursive: true });
  const mine = JSON.stringify({ ...thisProcess(), since: new Date().toISOString(), what });
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      try {
        await handle.writeFile(mine);
      } finally {
        await handle.close();
      }
      return { ok: true, lock: { release: () => unlink(file).catch(() => {}) } };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
    let found = await readLock(file);
    if (found === 'damaged') {
      // Perhaps it is being written right now.
      await new Promise((done) => setTimeout(done, 100));
      found = await readLock(file);
    }
    if (found === 'gone') continue;
    if (found !== 'damaged' && isAlive(found)) return { ok: false, pid: found.pid, since: found.since };
    const aside = `${file}.${randomUUID().slice(0, 8)}`;
    try {
      await rename(file, aside);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') continue;
      throw error;
    }
    const moved = await readLock(aside);
    if (typeof moved === 'object' && isAlive(moved)) {
      // Another one took it over between our look and our move: give it back.
      await rename(aside, file);
      return { ok: false, pid: moved.pid, since: moved.since };
    }
    await unlink(aside).catch(() => {});
  }
}

/** Whether a living process holds the lock. */
export async function isLocked(file: string): Promise<boolean> {
  const found = await readLock(file);
  return typeof found === 'object' && isAlive(found);
}
