// What a fresh clone lacks, brought by need: packages and the build. Node's own modules only, since it runs
// before any package is there. People's words go to standard error: standard output may be a command's.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const say = (line) => process.stderr.write(`${line}\n`);

/** Stops with a sentence where Node is too old to go on. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return;
  say(`Attention Studio needs Node 20.20 or newer; this is ${process.version}. Install a current Node and try again.`);
  process.exit(1);
}

/** Runs a command with our streams; resolves with its exit status (128 + 15 after a signal). */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['inherit', 2, 2], shell: process.platform === 'win32', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 143));
  });
}

/** Why node_modules is not what package-lock.json says; null when it is. */
export function stalePackages() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'they are not there yet';
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [name, { version, optional, devOptional, peer }] of Object.entries(want)) {
    if (!name || optional || devOptional || peer) continue;
    if (have[name]?.version !== version) return `${name.replace(/^.*node_modules\//, '')} ${version} is not there`;
  }
  return null;
}

/** `npm ci` when packages are missing or others than the lockfile's. */
export async function ensurePackages() {
  const why = stalePackages();
  if (!why) return;
  say(`Installing packages (${why}) …`);
  const status = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) {
    say('npm ci failed; its message stands above. Without a network, packages cannot be had.');
    process.exit(1);
  }
}

/** Lets git run the checks before each commit. A checkout without git needs none. */
export function ensureHooks() {
  if (!existsSync(path.join(root, '.git'))) return;
  spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { cwd: root });
}

export async function ensureBuild() {
  const { build } = await import('./build.mjs');
  const began = Date.now();
  const built = await build().catch((error) => {
    say(`The build failed: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  });
  if (built.length) say(`Built ${built.join(' and ')} in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
}

/** Node, packages, hooks. */
export async function setUpPackages() {
  checkNode();
  await ensurePackages();
  ensureHooks();
}

/** Everything but TensorFlow's library. */
export async function setUp() {
  await setUpPackages();
  await ensureBuild();
}
