import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { stableJson } from '../../../shared/project/write-project';
import { listRunFolders, moveFolder } from './run-folders';

/**
 * A project is saved for the first time while one of its runs trains: that run moves beside it when it ends. If the
 * program dies before, a note in the folder of the user's data says where the run belongs.
 */
const note = z.object({ file: z.string() });
const noteFile = (folder: string) => path.join(folder, 'belongs-to.json');

export async function noteOwner(folder: string, file: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(noteFile(folder), stableJson({ file }));
}

/** Removes the folder of a project whose last run has left it. */
export async function removeIfEmpty(folder: string): Promise<void> {
  if ((await listRunFolders(folder)).length === 0) await rm(folder, { recursive: true, force: true });
}

/** Folders in the user's data with runs that belong beside `file`. */
async function leftBehind(userData: string, file: string): Promise<string[]> {
  const all = path.join(userData, 'runs');
  const found: string[] = [];
  for (const name of await readdir(all).catch(() => [])) {
    const folder = path.join(all, name);
    try {
      if (note.parse(JSON.parse(await readFile(noteFile(folder), 'utf8'))).file === file) found.push(folder);
    } catch {
      // No note: its project has no file yet.
    }
  }
  return found;
}

/**
 * Moves such runs beside their project.
 *
 * @param isHeld a run of this process that still trains: it moves by itself
 */
export async function bringHome(userData: string, file: string, to: string, isHeld: (dir: string) => boolean): Promise<void> {
  for (const folder of await leftBehind(userData, file)) {
    for (const dir of await listRunFolders(folder)) if (!isHeld(dir)) await moveFolder(dir, path.join(to, path.basename(dir)));
    await removeIfEmpty(folder);
  }
}
