import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { errorCode } from './disk-error';
import { isAlive, type ProcessMark, thisProcess } from './process-alive';

const lockText = z.object({ pid: z.int().positive(), started: z.string().nullable(), since: z.string(), what: z.string() });

export interface Lock {
  release(): Promise<void>;
}

export type Locking = { readonly ok: true; readonly lock: Lock } | { readonly ok: false; readonly pid: number; readonly since: string };

/** A disk without hard links writes a lock in two steps: one that is damaged and this young may be half written. */
const YOUNG_MS = 2000;
const WAIT_MS = 20;

interface Found {
  readonly text: string;
  /** Null: the text is none that a lock has. */
  readonly owner: (ProcessMark & { readonly since: string }) | null;
}

async function readLock(file: string): Promise<Found | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
  try {
    return { text, owner: lockText.parse(JSON.parse(text)) };
  } catch {
    return { text, owner: null };
  }
}

async function isYoung(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs < YOUNG_MS;
  } catch {
    return false;
  }
}

/** Puts a file that is written already in its place unless one is there; whether it did. Nobody sees it half written. */
async function place(written: string, text: string, file: string): Promise<boolean> {
  try {
    await link(written, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
  }
  // The disk has no hard links.
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Puts `written` in the place of a stale lock; whether it did. Of all who found the same stale text only one may: who
 * holds the lock named after that text, looks again, and finds it unchanged. A claim whose holder died is taken over
 * like any other lock.
 */
async function replace(written: string, stale: string, file: string, what: string): Promise<boolean> {
  const claim = await takeLock(`${file}.${createHash('sha256').update(stale).digest('hex').slice(0, 8)}`, what);
  if (!claim.ok) return false;
  try {
    if ((await readLock(file))?.text !== stale) return false;
    await rename(written, file);
    return true;
  } finally {
    await claim.lock.release();
  }
}

/** Takes a lock file for this process, or says who has it. One whose process is gone is taken over, by exactly one. */
export async function takeLock(file: string, what: string): Promise<Locking> {
  await mkdir(path.dirname(file), { recursive: true });
  const id = randomUUID();
  const text = JSON.stringify({ ...thisProcess(), since: new Date().toISOString(), what, id });
  const written = `${file}.${id.slice(0, 8)}`;
  const release = async (): Promise<void> => {
    // Removed by hand, and taken by another: then it is not ours to remove.
    if ((await readLock(file).catch(() => null))?.text === text) await unlink(file).catch(() => {});
  };
  await writeFile(written, text, { flag: 'wx' });
  try {
    for (;;) {
      if (await place(written, text, file)) return { ok: true, lock: { release } };
      const found = await readLock(file);
      if (!found) continue;
      const { owner } = found;
      if (owner && isAlive(owner)) return { ok: false, pid: owner.pid, since: owner.since };
      if (!owner && (await isYoung(file))) {
        await new Promise((done) => setTimeout(done, WAIT_MS));
        continue;
      }
      if (await replace(written, found.text, file, what)) return { ok: true, lock: { release } };
      await new Promise((done) => setTimeout(done, WAIT_MS));
    }
  } finally {
    await unlink(written).catch(() => {});
  }
}

/** Whether a living process holds the lock. */
export async function isLocked(file: string): Promise<boolean> {
  const found = await readLock(file);
  return found?.owner ? isAlive(found.owner) : false;
}
