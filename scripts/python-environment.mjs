// A Python environment in the user's cache, made on its first use from a file of pinned versions.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

function cacheFolder() {
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? os.homedir(), 'attention-studio');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'attention-studio');
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'attention-studio');
}

/**
 * The path of its python.
 * @param {string} name what it is for: the folder's name begins with it
 * @param {string} versions the file of pinned versions; another text is another environment
 * @param {string} size what it takes on the disk, in words
 * @param {string[]} pip words for `pip install` besides the versions
 * @param {(folder: string) => void} trim removes from a new environment what nothing needs
 */
export function pythonEnvironment({ name, versions, size, pip = [], trim = () => {} }) {
  const text = readFileSync(versions);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const folder = path.join(cacheFolder(), `${name}-${hash}`);
  const python = path.join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const stamp = path.join(folder, '.whole');
  if (existsSync(stamp)) return python;
  console.error(`Setting up Python for ${name} from ${path.basename(versions)} in ${folder} (about ${size})…`);
  rmSync(folder, { recursive: true, force: true });
  // Standard output may be a command's JSON: pip speaks on standard error.
  const stdio = ['ignore', 2, 2];
  execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder], { stdio });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...pip, '-r', versions], { stdio });
  trim(folder);
  writeFileSync(stamp, '');
  return python;
}
