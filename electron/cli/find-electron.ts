import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The version of the Electron that `npm start` would open; null where its binary is not there. */
export async function findElectron(root: string): Promise<string | null> {
  if (process.versions.electron) return process.versions.electron;
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = own ? path.resolve(own) : path.join(root, 'node_modules', 'electron', 'dist');
  // Every build of Electron has its version in this file.
  return readFile(path.join(folder, 'version'), 'utf8').then(
    (text) => text.trim().replace(/^v/, ''),
    () => null,
  );
}
