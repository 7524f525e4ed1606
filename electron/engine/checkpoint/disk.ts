import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

/** The writes that a save is made of, so that tests can let any of them fail. */
export interface Disk {
  /** Writes a new file and waits until it lies on the disk. */
  write(file: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Waits until the folder's entries lie on the disk. */
  syncFolder(folder: string): Promise<void>;
  read(file: string): Promise<Uint8Array>;
  remove(file: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
}

export const realDisk: Disk = {
  async write(file, bytes) {
    const handle = await fs.open(file, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  rename: (from, to) => fs.rename(from, to),
  async syncFolder(folder) {
    // Windows cannot open a folder for that; its rename is already journaled.
    if (process.platform === 'win32') return;
    const handle = await fs.open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  read: (file) => fs.readFile(file),
  remove: (file) => fs.rm(file, { force: true }),
  list: (folder) => fs.readdir(folder),
};

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Replaces a file so that a crash at any moment leaves the old one or the new one, whole: temporary file beside it,
 * write, fsync, rename, fsync of the folder, read back. Rejects, with the old file intact, when any of it fails.
 */
export async function saveFile(disk: Disk, file: string, bytes: Uint8Array): Promise<string> {
  const temporary = `${file}.tmp`;
  try {
    await disk.write(temporary, bytes);
    await disk.rename(temporary, file);
  } catch (error) {
    await disk.remove(temporary).catch(() => {});
    throw error;
  }
  await disk.syncFolder(path.dirname(file));
  const hash = sha256(bytes);
  if (sha256(await disk.read(file)) !== hash) throw new Error(`${path.basename(file)} reads back differently than it was written`);
  return hash;
}
