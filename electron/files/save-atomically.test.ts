import { mkdtemp, open, readdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/studio-error';
import { type AtomicFs, saveAtomically, sha256 } from './save-atomically';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-save-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}

/** The real disk, of which the `n`-th operation fails. Counts operations. */
function failing(n: number, code: string): AtomicFs & { count: number } {
  const fs = {
    count: 0,
    async step() {
      fs.count++;
      if (fs.count === n) throw failure(code);
    },
    async open(file: string, flags: string) {
      await fs.step();
      const handle = await open(file, flags);
      return {
        // Two bytes at a time: a disk may take less than it was given.
        write: (async (bytes: Uint8Array, at: number, length: number) => {
          await fs.step();
          return handle.write(bytes, at, Math.min(2, length));
        }) as Awaited<ReturnType<typeof open>>['write'],
        sync: async () => {
          await fs.step();
          await handle.sync();
        },
        close: () => handle.close(),
      };
    },
    async rename(from: string, to: string) {
      await fs.step();
      await rename(from, to);
    },
    unlink: (file: string) => unlink(file),
    async readFile(file: string) {
      await fs.step();
      return readFile(file);
    },
  };
  return fs;
}

describe('saveAtomically', () => {
  it('writes the file and says its hash', async () => {
    const file = path.join(folder, 'žluťoučký project.json');
    expect(await saveAtomically(file, 'hello')).toBe(sha256('hello'));
    expect(await readFile(file, 'utf8')).toBe('hello');
    expect(await readdir(folder)).toEqual([path.basename(file)]);
  });

  it.each(['ENOSPC', 'EIO', 'EROFS', 'EACCES'])(
    'leaves the old or the new file whole when the n-th operation fails with %s, for every n',
    async (code) => {
      const whole = failing(Number.POSITIVE_INFINITY, code);
      await saveAtomically(path.join(folder, 'count.json'), 'new content', whole);
      expect(whole.count).toBeGreaterThan(8);
      for (let n = 1; n <= whole.count; n++) {
        const file = path.join(folder, `file-${n}.json`);
        await writeFile(file, 'old');
        const error = await saveAtomically(file, 'new content', failing(n, code)).then(
          () => null,
          (e: unknown) => e,
        );
        expect(error, `operation ${n}`).toBeInstanceOf(StudioError);
        expect(['old', 'new content']).toContain(await readFile(file, 'utf8'));
      }
      expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    },
  );

  it('says that the disk is full in words', async () => {
    await expect(saveAtomically(path.join(folder, 'x.json'), 'x', failing(2, 'ENOSPC'))).rejects.toThrow('the disk is full');
  });

  it('notices when the disk gives back something else', async () => {
    const fs = failing(Number.POSITIVE_INFINITY, 'EIO');
    const lying: AtomicFs = {
      ...fs,
      open: (f, flags) => fs.open(f, flags),
      rename: (a, b) => fs.rename(a, b),
      readFile: async () => Buffer.from('y'),
    };
    await expect(saveAtomically(path.join(folder, 'x.json'), 'x', lying)).rejects.toThrow('differs');
  });

  it('says which folder is missing', async () => {
    await expect(saveAtomically(path.join(folder, 'no', 'x.json'), 'x')).rejects.toMatchObject({
      message: `Cannot write x.json: the folder ${path.join(folder, 'no')} is not there.`,
      advice: 'Make it first, or choose another place.',
    });
  });
});
