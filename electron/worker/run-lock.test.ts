import { rm } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { temporaryFolder } from '../core.test-data';
import { lockRun } from './run-lock';

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

it('a run is trained by one process at a time: the next waits its turn, and says so when it does not come', async () => {
  const { folder } = await temporaryFolder();
  folders.push(folder);
  const first = await lockRun(folder);
  await expect(lockRun(folder, 300)).rejects.toThrow(`another process (${process.pid})`);
  const second = lockRun(folder, 5000);
  await first.release();
  await (await second).release();
});
