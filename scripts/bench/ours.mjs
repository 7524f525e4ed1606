import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a file of this folder, so that it loads the cached binding as the application's worker does; the path of the bundle. */
export async function bundleOurs(name = 'measure-ours') {
  const outfile = path.join(root, `dist/bench/${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [`scripts/bench/${name}.ts`],
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
