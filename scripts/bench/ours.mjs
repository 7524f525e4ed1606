import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles measure-ours.ts, so that it loads the cached binding as the application's worker does; the path of the bundle. */
export async function bundleOurs() {
  const outfile = path.join(root, 'dist/bench/measure-ours.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['scripts/bench/measure-ours.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['sharp'],
    alias: { '@mapbox/node-pre-gyp': path.join(root, 'electron/runtime/find-binding.ts') },
    define: { 'import.meta.url': '__moduleUrl' },
    banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: 'warning',
  });
  return outfile;
}
