import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isLocked, takeLock } from './lock';
import { isAlive, thisProcess } from './process-alive';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-lock-'));
  file = path.join(folder, 'locks', 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('a lock', () => {
  it('is given once, and again after its release', async () => {
    const first = await takeLock(file, 'a project');
    expect(first.ok).toBe(true);
    expect(await isLocked(file)).toBe(true);
    expect(await takeLock(file, 'a project')).toMatchObject({ ok: false, pid: process.pid });
    if (first.ok) await first.lock.release();
    expect(await isLocked(file)).toBe(false);
    expect((await takeLock(file, 'a project')).ok).toBe(true);
  });

  it('of a process that is gone is taken over', async () => {
    const first = await takeLock(file, 'x');
    expect(first.ok).toBe(true);
    const text = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...text, pid: await deadPid() }));
    expect(await isLocked(file)).toBe(false);
    expect((await takeLock(file, 'x')).ok).toBe(true);
    expect(await readdir(path.dirname(file))).toEqual(['a.lock']);
  });

  it.runIf(process.platform === 'linux')('of a process whose number went to another is taken over', async () => {
    await takeLock(file, 'x');
    const text = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...text, started: '1' }));
    expect((await takeLock(file, 'x')).ok).toBe(true);
  });

  it('that is damaged is taken over', async () => {
    await takeLock(file, 'x');
    await writeFile(file, '{"pid":');
    const before = new Date(Date.now() - 10_000);
    await utimes(file, before, before);
    expect((await takeLock(file, 'x')).ok).toBe(true);
  });

  it('that may be half written is waited for', async () => {
    await mkdir(path.dirname(file));
    await writeFile(file, '');
    const taking = takeLock(file, 'x');
    await writeFile(file, JSON.stringify({ ...thisProcess(), since: '', what: 'slowly' }));
    expect(await taking).toMatchObject({ ok: false, pid: process.pid });
  });

  it('that is stale goes to exactly one of many who want it', async () => {
    await takeLock(file, 'x');
    const text = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...text, pid: await deadPid() }));
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(file, 'x')));
    expect(taken.filter((t) => t.ok)).toHaveLength(1);
  });
});

it('a living process is told from a dead one', async () => {
  expect(isAlive(thisProcess())).toBe(true);
  expect(isAlive({ pid: await deadPid(), started: null })).toBe(false);
});
