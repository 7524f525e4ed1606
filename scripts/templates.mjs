// Trains every template through the command line and checks that it reaches its mark on held-out samples.
//   npm run templates [-- --seeds 3] [--only digits,table] [--write]
// Appends to docs/results.md. --write also puts the figures on the templates' cards. Exit 1 below a mark.

import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root, say, setUp } from './set-up.mjs';

/** What each must reach: least accuracy, or largest mean absolute error; and seconds, told but not judged. `of`: what is held out. */
const MARKS = {
  digits: { accuracy: 0.97, seconds: 60, of: 'digits' },
  sentiment: { accuracy: 0.75, of: 'sentences' },
  table: { accuracy: 0.94, of: 'wines' },
  'table-regression': { mae: 48, of: 'patients' },
};

const { values: options } = parseArgs({
  options: { seeds: { type: 'string', default: '1' }, only: { type: 'string' }, write: { type: 'boolean', default: false } },
});
await setUp();
const cli = path.join(root, 'dist/electron/cli.cjs');

/** JSON lines of a command. */
function lines(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args, '--json'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => resolve(text.split('\n').filter(Boolean).map(JSON.parse)));
  });
}

async function train(id, seed) {
  const folder = mkdtempSync(path.join(tmpdir(), 'template-'));
  try {
    const out = await lines(
      'train',
      path.join(root, `resources/templates/${id}.attention.json`),
      '--out',
      path.join(folder, 'run'),
      '--seed',
      seed,
    );
    const done = out.at(-1);
    if (done?.type !== 'done') throw new Error(`${id}: ${done?.reason ?? 'training did not end'}`);
    const seconds = out.filter(({ type }) => type === 'epoch').reduce((sum, epoch) => sum + epoch.seconds, 0);
    const start = out.find(({ type }) => type === 'start');
    return { seconds, metrics: done.metrics, test: start.test_samples, device: `${start.engine}, ${start.device}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const percent = (value) => `${(100 * value).toFixed(1)} %`;
const rows = [];
let below = 0;
for (const id of options.only?.split(',') ?? Object.keys(MARKS)) {
  const mark = MARKS[id];
  const facts = path.join(root, `resources/templates/${id}.json`);
  const info = JSON.parse(readFileSync(facts, 'utf8'));
  const runs = [];
  for (let seed = 1; seed <= Number(options.seeds); seed++) runs.push(await train(id, String(seed)));
  const metric = mark.accuracy === undefined ? 'mae' : 'accuracy';
  const reached = runs.map(({ metrics }) => metrics[metric]);
  const good = reached.every((value) => (metric === 'mae' ? value <= mark.mae : value >= mark.accuracy));
  const shown = reached.map((value) => (metric === 'mae' ? value.toFixed(1) : percent(value))).join(', ');
  const wanted = metric === 'mae' ? `≤ ${mark.mae}` : `≥ ${percent(mark.accuracy)}`;
  const seconds = runs.map((run) => run.seconds);
  const [first] = runs;
  say(
    `${good ? 'reached' : 'BELOW THE MARK'}  ${id}: ${metric} ${shown} on ${first.test} held out (${wanted}), ${seconds.map((s) => s.toFixed(0)).join(', ')} s, ${first.device}`,
  );
  if (!good) below++;
  const time = `${seconds.map((s) => s.toFixed(0)).join(', ')} s${mark.seconds ? ` (≤ ${mark.seconds})` : ''}`;
  rows.push(`| ${id} | ${metric} ${shown} | ${wanted} | ${first.test} | ${time} | ${first.device} |`);
  if (options.write) {
    const value = reached[0];
    const held = `${first.test.toLocaleString('en')} held-out ${mark.of}`;
    const longest = Math.max(...seconds);
    info.reaches = metric === 'mae' ? `off by ${value.toFixed(0)} on average over ${held}` : `${percent(value)} of ${held}`;
    info.duration =
      longest < 10
        ? `about ${Math.max(1, Math.round(longest))} s`
        : longest < 100
          ? `about ${Math.round(longest / 5) * 5} s`
          : `about ${Math.round(longest / 60)} min`;
    writeFileSync(facts, `${JSON.stringify(info, null, 2)}\n`);
  }
}

const results = path.join(root, 'docs/results.md');
if (!existsSync(results)) {
  mkdirSync(path.dirname(results), { recursive: true });
  writeFileSync(results, '# Results\n\nMeasured by the commands that each section names.\n');
}
appendFileSync(
  results,
  `\n## Templates, ${new Date().toISOString().slice(0, 10)} (\`npm run templates\`, Node ${process.versions.node}, ${cpus().length} cores)\n\n| template | reached | mark | held out | training | engine |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
);
process.exit(below > 0 ? 1 : 0);
