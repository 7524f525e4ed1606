import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { diskError, errorCode } from './disk-error';

/** The file system as this module uses it: tests put one that fails here. */
export interface AtomicFs {
  open(file: string, flags: string): Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>;
  rename(from: string, to: string): Promise<void>;
  unlink(file: string): Promise<void>;
  readFile(file: string): Promise<Uint8Array>;
}

const disk: AtomicFs = { open: (file, flags) => open(file, flags), rename, unlink, readFile: (file) => readFile(file) };

/** SHA-256 in hex. */
export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Windows refuses to replace a file that a virus scanner or an editor holds open: try for a second. */
async function replace(fs: AtomicFs, from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await fs.rename(from, to);
      return;
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error) ?? '');
      if (!busy || attempt === 10) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

async function syncFolder(fs: AtomicFs, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that a crash at any moment leaves either the old or the new one, whole: temporary
 * file in the same folder, write, fsync, rename, fsync of the folder, read back. Resolves with the
 * SHA-256 of what is on the disk.
 *
 * @throws StudioError when the disk refuses; the old file is then untouched.
 */
export async function saveAtomically(file: string, data: Uint8Array | string, fs: AtomicFs = disk): Promise<string> {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  const name = path.basename(file);
  const temporary = path.join(path.dirname(file), `.${name.slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const handle = await fs.open(temporary, 'wx');
    try {
      for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      await handle.sync();
    } finally {
      await handle.close();
    }
    await replace(fs, temporary, file);
    await syncFolder(fs, path.dirname(file));
    const expected = sha256(bytes);
    if (sha256(await fs.readFile(file)) !== expected) throw new Error('what was read back differs from what was written');
    return expected;
  } catch (error) {
    await fs.unlink(temporary).catch(() => {});
    throw diskError(error, file, `write ${name}`);
  }
}
