import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import type { CoreOptions } from '../core-options';
import { describeFile } from '../data/describe-file';
import { diskError } from '../files/disk-error';
import type { Handlers } from './handlers';

const MOST_ENTRIES = 5_000;

export function fileHandlers(options: CoreOptions): Handlers<'files'> {
  return {
    'files.choose': async (input, session) => {
      if (!options.choose) throw new StudioError('This host has no dialogs of the system.', { expected: 'the chooser of the window' });
      return { path: await options.choose(session, input) };
    },
    'files.list': async (input) => {
      const folder = path.resolve(input.folder ?? os.homedir());
      try {
        const found = await readdir(folder, { withFileTypes: true });
        const shown = found
          .filter((entry) => !entry.name.startsWith('.'))
          .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
        const entries = [];
        for (const entry of shown.slice(0, MOST_ENTRIES)) {
          const full = path.join(folder, entry.name);
          // Links are followed; one that leads nowhere, and what is neither file nor folder, is left out.
          const info = await stat(full).catch(() => null);
          if (!info || !(info.isDirectory() || info.isFile())) continue;
          entries.push({
            name: entry.name,
            path: full,
            kind: info.isDirectory() ? ('folder' as const) : ('file' as const),
            bytes: info.isDirectory() ? 0 : info.size,
            changed: info.mtime.toISOString(),
          });
        }
        const parent = path.dirname(folder);
        return { folder, parent: parent === folder ? null : parent, entries };
      } catch (error) {
        throw diskError(error, folder, `look into ${folder}`);
      }
    },
    'files.describe': async ({ path: file, read }) => describeFile(path.resolve(file), read),
    'files.reveal': async (input) => {
      // What is handed to the system must be a file that is there: never an address or an option.
      const file = path.resolve(input.path);
      if (!(await stat(file).catch(() => null))) throw new StudioError(`${file} is not there any more.`);
      await options.reveal(file);
      return {};
    },
  };
}
