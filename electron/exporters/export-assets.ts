import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { StudioError } from '../../shared/studio-error';

/** What `scripts/export-assets.mjs` built ahead of time. */
export type AssetName = 'tf.js' | 'layers.js' | 'page.js' | 'page.css' | 'verify.cjs';

/** `dist/exporters`, seen from the bundle in `dist/electron` or from this source file. */
function assetFolder(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const found = [path.join(here, '../exporters'), path.join(here, '../../dist/exporters')].find((folder) =>
    existsSync(path.join(folder, 'verify.cjs')),
  );
  if (found) return found;
  throw new StudioError('A part of the application that exports need is missing.', {
    expected: 'dist/exporters/verify.cjs',
    received: 'no such file',
    advice: 'Build the application again: npm run build.',
  });
}

export function readAsset(name: AssetName): Promise<string> {
  return readFile(path.join(assetFolder(), name), 'utf8');
}
