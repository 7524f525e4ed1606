import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { CallOutput } from '../../../shared/contract';
import { stableJson } from '../../../shared/project/write-project';
import { saveAtomically } from '../../files/save-atomically';

const recentFile = z.array(z.object({ file: z.string(), name: z.string(), opened: z.string() }));
const MOST = 20;

/** The projects opened last, newest first: `recent.json` in the user's data folder. */
export class RecentProjects {
  private readonly file: string;
  private changing: Promise<unknown> = Promise.resolve();

  constructor(userData: string) {
    this.file = path.join(userData, 'recent.json');
  }

  private async read(): Promise<z.infer<typeof recentFile>> {
    try {
      return recentFile.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch {
      // Missing or damaged: the list is a convenience and starts anew.
      return [];
    }
  }

  private change(how: (list: z.infer<typeof recentFile>) => z.infer<typeof recentFile>): Promise<void> {
    const changed = this.changing.then(async () => {
      await mkdir(path.dirname(this.file), { recursive: true });
      await saveAtomically(this.file, stableJson(how(await this.read()).slice(0, MOST)));
    });
    this.changing = changed.catch(() => {});
    return changed;
  }

  async list(): Promise<CallOutput<'projects.recent'>> {
    return (await this.read()).map((entry) => ({ ...entry, missing: !existsSync(entry.file) }));
  }

  add(file: string, name: string): Promise<void> {
    return this.change((list) => [{ file, name, opened: new Date().toISOString() }, ...list.filter((e) => e.file !== file)]);
  }

  forget(file: string): Promise<void> {
    return this.change((list) => list.filter((e) => e.file !== file));
  }
}
