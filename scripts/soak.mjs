// What takes too long for `npm test`: kills, leaks, fuzzing – the same tests with larger numbers.
//   npm run soak -- [--kills 200] [--steps 10000] [--fuzz 20] [--write]
// --write appends the outcome to docs/results.md with date, command and machine.
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback);
const kills = option('--kills', 200);
const steps = option('--steps', 10_000);
const fuzz = option('--fuzz', 20);

const SOAKS = [
  {
    what: `${kills} kills of the trainer at random moments: the bits of an uninterrupted run`,
    file: 'electron/worker/supervisor.test.ts',
    only: 'kills at random moments',
  },
  { what: `${steps} training steps: the number of tensors stays`, file: 'electron/engine/step/eager.test.ts', only: 'tensor' },
  { what: `hostile project files, ${fuzz} × the usual draws`, file: 'shared/project/read-project.test.ts', only: '' },
  { what: `random graphs: inference, ${fuzz} × the usual draws`, file: 'shared/graph/infer.property.test.ts', only: '' },
  { what: `random graphs, mended and built, ${fuzz} × the usual draws`, file: 'electron/engine/any-graph.test.ts', only: '' },
];

await build({});
const env = { ...process.env, SOAK_KILLS: String(kills), SOAK_STEPS: String(steps), SOAK_FUZZ: String(fuzz) };
let failed = 0;
const rows = [];
for (const { what, file, only } of SOAKS) {
  const began = Date.now();
  const words = ['vitest', 'run', file, '--testTimeout', '7200000', ...(only ? ['-t', only] : [])];
  const { status } = spawnSync('npx', words, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) failed++;
  rows.push(`| ${what} | ${status === 0 ? 'holds' : 'FAILED'} | ${Math.round((Date.now() - began) / 1000)} s |`);
}
const table = ['| what | outcome | took |', '|---|---|---|', ...rows].join('\n');
console.log(`\n${table}\n\n${SOAKS.length - failed} passed, ${failed} failed`);
if (args.includes('--write')) {
  const machine = `Node ${process.versions.node}, ${os.cpus().length} cores`;
  const title = `## Soak, ${new Date().toISOString().slice(0, 10)} (\`npm run soak\`, ${machine})`;
  appendFileSync(path.join(root, 'docs/results.md'), `\n${title}\n\n${table}\n`);
}
process.exit(failed === 0 ? 0 : 1);
