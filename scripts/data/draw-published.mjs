// Draws the published models of scripts/data/published/ as projects: resources/published/<id>.attention.json.
//   node scripts/data/draw-published.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'published-'));
const outfile = path.join(folder, 'draw.mjs');
try {
  await build({
    entryPoints: [path.join(root, 'scripts/data/published/draw.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const { drawAll } = await import(pathToFileURL(outfile).href);
  drawAll(path.join(root, 'resources/published'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
