// A Python with the Keras that results are compared with: the one that ATTENTION_STUDIO_PYTHON names, else an
// environment of its own in the user's cache, made on the first use from scripts/keras/versions.txt.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const versions = fileURLToPath(new URL('keras/versions.txt', import.meta.url));

function cacheFolder() {
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? os.homedir(), 'attention-studio');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'attention-studio');
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'attention-studio');
}

/** The path of a python that has Keras; makes one where it has to (about 600 MB). */
export function provePython() {
  const named = process.env.ATTENTION_STUDIO_PYTHON;
  if (named) return named;
  const hash = createHash('sha256').update(readFileSync(versions)).digest('hex').slice(0, 12);
  const folder = path.join(cacheFolder(), `keras-${hash}`);
  const python = path.join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const stamp = path.join(folder, '.whole');
  if (existsSync(stamp)) return python;
  console.error(`Setting up Python with ${readFileSync(versions, 'utf8').trim().split('\n').join(', ')} in ${folder} (about 600 MB)…`);
  rmSync(folder, { recursive: true, force: true });
  execFileSync(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', versions], { stdio: 'inherit' });
  writeFileSync(stamp, '');
  return python;
}
