import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the application: it holds `package.json`, `resources/` and `dist/`, in a clone as in a package. */
export function appFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    if (existsSync(path.join(folder, 'package.json')) && existsSync(path.join(folder, 'resources'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('the folder of the application was not found');
    folder = parent;
  }
}
