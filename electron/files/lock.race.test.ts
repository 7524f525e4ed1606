import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededBits } from '../engine/epoch-order';
import { takeLock } from './lock';

/** Milliseconds that the disk takes at most, before and after it does what it is asked: a machine under load. */
let slowness = 0;
const bits = seededBits(1, 'slow disk', 0);
const pause = () => (slowness === 0 ? null : new Promise((done) => setTimeout(done, bits() % slowness)));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const slow =
    <A extends unknown[], R>(work: (...words: A) => Promise<R>) =>
    async (...words: A): Promise<R> => {
      await pause();
      try {
        return await work(...words);
      } finally {
        await pause();
      }
    };
  const asked = ['open', 'readFile', 'rename', 'unlink', 'link', 'writeFile', 'stat'] as const;
  const slowed = asked.map((name) => [name, slow(real[name] as (...words: unknown[]) => Promise<unknown>)]);
  return { ...real, ...Object.fromEntries(slowed) };
});

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-lock-'));
  file = path.join(folder, 'a.lock');
});
afterEach(async () => {
  slowness = 0;
  await rm(folder, { recursive: true, force: true });
});

/** Makes a lock that this process holds one of a process that has ended. */
async function abandon(lock: string): Promise<void> {
  const pid = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(lock, JSON.stringify({ ...(JSON.parse(await readFile(lock, 'utf8')) as object), pid }));
}

describe('a stale lock on a slow disk', () => {
  it('goes to exactly one of many, whoever is late', async () => {
    await takeLock(file, 'x');
    await abandon(file);
    const stale = await readFile(file, 'utf8');
    for (let round = 0; round < 40; round++) {
      await writeFile(file, stale);
      slowness = 6;
      const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(file, 'x')));
      slowness = 0;
      expect(taken.filter((t) => t.ok)).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['a.lock']);
    }
  }, 60_000);

  it('is taken over though another died while taking it over', async () => {
    await takeLock(file, 'x');
    await abandon(file);
    const stale = await readFile(file, 'utf8');
    const claim = createHash('sha256').update(stale).digest('hex').slice(0, 8);
    await writeFile(`${file}.${claim}`, stale);
    const taken = await Promise.all(Array.from({ length: 4 }, () => takeLock(file, 'x')));
    expect(taken.filter((t) => t.ok)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['a.lock']);
  });
});
