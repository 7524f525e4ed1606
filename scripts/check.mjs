// npm run check: everything that can be said of the sources without a window, in the order of speed.
//   node scripts/check.mjs [--no-unit]
import { run, say, setUpPackages } from './set-up.mjs';

await setUpPackages();
const bin = (name) => `node_modules/.bin/${name}`;
const STEPS = [
  ['generated files are fresh', process.execPath, ['scripts/generate-registry.mjs', '--check']],
  ['docs/nodes.md is fresh', process.execPath, ['scripts/generate-node-docs.mjs', '--check']],
  ['style (Biome)', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['imports (dependency-cruiser)', process.execPath, ['scripts/check-imports.mjs']],
  ...['shared', 'shared/tsconfig.test.json', 'electron', 'electron/exporters/page', 'renderer', 'e2e', 'tsconfig.json'].map((p) => [
    `types (${p})`,
    bin('tsc'),
    ['-p', p],
  ]),
  ['unit tests (Vitest)', bin('vitest'), ['run']],
];
const failed = [];
for (const [what, command, args] of STEPS) {
  if (process.argv.includes('--no-unit') && what.startsWith('unit')) continue;
  const began = Date.now();
  const status = await run(command, args);
  say(`${status === 0 ? '✓' : '✗'} ${what} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (status !== 0) failed.push(what);
}
if (failed.length) {
  say(`Check failed: ${failed.join(', ')}`);
  process.exit(1);
}
