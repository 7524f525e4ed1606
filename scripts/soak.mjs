// What takes too long for `npm test`: kills, leaks, fuzzing – the same tests with larger numbers.
//   npm run soak -- [--kills 200] [--steps 10000] [--runs 200] [--fuzz 20] [--only kills,steps,runs,fuzz] [--write]
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
const runs = option('--runs', 200);
const fuzz = option('--fuzz', 20);
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : ['kills', 'steps', 'runs', 'fuzz'];

const ALL = [
  {
    part: 'kills',
    what: `${kills} kills of the trainer at random moments, as one graph, and a tenth each with XLA and kernel by kernel: the bits of an uninterrupted run`,
    file: 'electron/worker/supervisor.test.ts',
    only: 'kills at random moments',
  },
  {
    part: 'steps',
    what: `${steps} training steps – eager, traced, XLA –: tensors, sessions and memory stay`,
    file: 'electron/engine/step/leaks.test.ts',
    only: '',
  },
  {
    part: 'steps',
    what: `${steps} training steps without anything between: the number of tensors stays`,
    file: 'electron/engine/step/training-step.test.ts',
    only: 'tensor',
  },
  {
    part: 'runs',
    what: `${runs} runs in one process, and two fifths as many with XLA: tensors, sessions and memory stay`,
    file: 'electron/worker/many-runs.test.ts',
    only: '',
  },
  { part: 'fuzz', what: `hostile project files, ${fuzz} × the usual draws`, file: 'shared/project/read-project.test.ts', only: '' },
  { part: 'fuzz', what: `random graphs: inference, ${fuzz} × the usual draws`, file: 'shared/graph/infer.property.test.ts', only: '' },
  {
    part: 'fuzz',
    what: `random edits: inference after each against a full one, ${fuzz} × the usual draws`,
    file: 'shared/graph/infer-again.property.test.ts',
    only: '',
  },
  { part: 'fuzz', what: `random graphs, mended and built, ${fuzz} × the usual draws`, file: 'electron/engine/any-graph.test.ts', only: '' },
];
const SOAKS = ALL.filter(({ part }) => only.includes(part));

await build({});
const env = { ...process.env, SOAK_KILLS: String(kills), SOAK_STEPS: String(steps), SOAK_RUNS: String(runs), SOAK_FUZZ: String(fuzz) };
let failed = 0;
const rows = [];
for (const { what, file, only: name } of SOAKS) {
  const began = Date.now();
  const words = ['vitest', 'run', file, '--testTimeout', '7200000', ...(name ? ['-t', name] : [])];
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
