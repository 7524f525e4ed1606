import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_EXTENSION } from '../../../shared/project/schema';
import { stableJson } from '../../../shared/project/write-project';
import { diskError, errorCode } from '../../files/disk-error';
import { saveAtomically } from '../../files/save-atomically';

/** `digits.runs` beside `digits.attention.json`; for a project without a file, a folder of the user's data. */
export function runsFolder(userData: string, projectId: string, file: string | null): string {
  if (file === null) return path.join(userData, 'runs', projectId);
  const name = path.basename(file);
  const stem = name.endsWith(PROJECT_EXTENSION) ? name.slice(0, -PROJECT_EXTENSION.length) : name.replace(/\.json$/, '');
  return path.join(path.dirname(file), `${stem}.runs`);
}

/** `2026-11-23-221530-4f1c`: in the order of their start. */
export function freshRunId(now: Date): string {
  const time = now.toISOString().replace(/\..*/, '').replace('T', '-').replaceAll(':', '');
  return `${time}-${randomBytes(2).toString('hex')}`;
}

/** Folders that hold a run, oldest first. */
export async function listRunFolders(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw diskError(error, folder, 'list the runs');
  }
  const found: string[] = [];
  for (const name of names.sort()) {
    const dir = path.join(folder, name);
    if (await stat(path.join(dir, 'run.json')).catch(() => null)) found.push(dir);
  }
  return found;
}

/** Bytes of every file below; files that vanish meanwhile count nothing. */
export async function bytesOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesOf(full);
    else
      bytes += await stat(full).then(
        (s) => s.size,
        () => 0,
      );
  }
  return bytes;
}

/** Moves a folder, across disks too. */
export async function moveFolder(from: string, to: string): Promise<void> {
  try {
    await mkdir(path.dirname(to), { recursive: true });
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw diskError(error, to, `move the runs to ${path.dirname(to)}`);
    try {
      await cp(from, to, { recursive: true, errorOnExist: true, force: false });
    } catch (copying) {
      await rm(to, { recursive: true, force: true });
      throw diskError(copying, to, `move the runs to ${path.dirname(to)}`);
    }
    await rm(from, { recursive: true, force: true });
  }
}

export async function deleteRunFolder(dir: string): Promise<void> {
  try {
    await rm(dir, { recursive: true, force: true });
  } catch (error) {
    throw diskError(error, dir, 'delete the run');
  }
}

const nameFile = z.object({ name: z.string().min(1).max(200) });

/** What the person calls the run; null: nothing yet. */
export async function readRunName(dir: string): Promise<string | null> {
  try {
    return nameFile.parse(JSON.parse(await readFile(path.join(dir, 'name.json'), 'utf8'))).name;
  } catch {
    return null;
  }
}

export async function writeRunName(dir: string, name: string): Promise<void> {
  await saveAtomically(path.join(dir, 'name.json'), stableJson({ name }));
}
