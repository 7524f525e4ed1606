// Builds what is not fresh: dist/electron/*.cjs with esbuild, dist/renderer with Vite.
//   node scripts/build.mjs [--force] [electron] [renderer]
// A content stamp of the sources stands beside each part, so that a second start builds nothing.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => path.join(root, ...parts);
/** Name of the bundle → its entry. */
const ENTRIES = {
  main: 'electron/main.ts',
  preload: 'electron/preload.ts',
  cli: 'electron/cli.ts',
  worker: 'electron/worker/entry.ts',
  'read-model': 'electron/importers/thread/entry.ts',
  'check-binding': 'electron/runtime/check-binding-process.ts',
  'install-tensorflow': 'electron/runtime/install-tensorflow.ts',
};

/** Every file below the given paths that a build may read; tests are none of them. */
function sources(paths) {
  return paths.flatMap((p) => {
    const full = at(p);
    if (!existsSync(full)) return [];
    if (path.extname(p)) return [p];
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && !/\.test\.tsx?$/.test(e.name))
      .map((e) => path.relative(root, path.join(e.parentPath ?? e.path, e.name)));
  });
}

function stampOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of sources(paths).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(at(file)))
      .update('\0');
  return hash.digest('hex');
}

/** True when the part was built from exactly these sources. */
function isFresh(folder, stamp) {
  const file = at('dist', folder, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

async function buildElectron() {
  const { build } = await import('esbuild');
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const entryPoints = Object.fromEntries(Object.entries(ENTRIES).filter(([, file]) => existsSync(at(file))));
  const common = {
    absWorkingDir: root,
    outdir: at('dist/electron'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    define: { 'import.meta.url': '__moduleUrl', __APP_VERSION__: JSON.stringify(version) },
  };
  const node = {
    ...common,
    platform: 'node',
    // Electron 22, the oldest that is tested, holds Node 16.
    target: 'node16',
    external: ['electron', 'sharp'],
    // tfjs-node asks it where the binding lies; ours lies in the user's cache or in the package.
    alias: { '@mapbox/node-pre-gyp': at('electron/runtime/find-binding.ts') },
    inject: [at('electron/runtime/sharp-in-electron.ts')],
    banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  };
  // A sandboxed preload may require nothing but Electron.
  const sandboxed = { ...common, platform: 'browser', target: 'chrome108', external: ['electron'] };
  // One by one, so that a fault in one names itself and the others are there.
  const builds = Object.entries(entryPoints).map(([name, entry]) =>
    build({ ...(name === 'preload' ? sandboxed : node), entryPoints: { [name]: entry } }),
  );
  for (const result of await Promise.allSettled(builds)) if (result.status === 'rejected') throw result.reason;
}

async function buildRenderer() {
  const { build } = await import('vite');
  await build({ configFile: at('vite.config.mts'), logLevel: 'warn' });
}

/** What exports are made of: our layers as a script, the page, the verification. */
async function buildExporters() {
  const { buildExportAssets } = await import('./export-assets.mjs');
  await buildExportAssets(at('dist/exporters'));
}

const PARTS = [
  {
    folder: 'exporters',
    inputs: ['electron/exporters', 'electron/engine', 'electron/data', 'shared', 'package-lock.json', 'scripts/export-assets.mjs'],
    make: buildExporters,
  },
  {
    folder: 'electron',
    inputs: ['electron', 'shared', 'package-lock.json', 'package.json', 'scripts/build.mjs'],
    make: buildElectron,
  },
  {
    folder: 'renderer',
    inputs: ['renderer', 'shared', 'package-lock.json', 'vite.config.mts', 'scripts/build.mjs'],
    make: buildRenderer,
  },
];

/** Builds the parts that are stale. Resolves with their names. */
export async function build({ force = false, only = [] } = {}) {
  const built = [];
  for (const { folder, inputs, make } of PARTS) {
    if (only.length && !only.includes(folder)) continue;
    const stamp = stampOf(inputs);
    if (!force && isFresh(folder, stamp)) continue;
    rmSync(at('dist', folder, '.stamp'), { force: true });
    await make();
    mkdirSync(at('dist', folder), { recursive: true });
    writeFileSync(at('dist', folder, '.stamp'), stamp);
    built.push(folder);
  }
  return built;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = Date.now();
  const args = process.argv.slice(2);
  const built = await build({ force: args.includes('--force'), only: args.filter((a) => !a.startsWith('--')) });
  console.error(built.length ? `Built ${built.join(' and ')} in ${((Date.now() - began) / 1000).toFixed(1)} s.` : 'The build is fresh.');
}
