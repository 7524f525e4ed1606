// Measures: eager training against Keras (interleaved pairs, equal threads), start-up, shape inference, frame times.
//   npm run bench -- [--pairs N] [--seconds N] [--json] [--write]
// --write appends the figures to docs/results.md with date, command and machine.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { chromium } from 'playwright';
import { chartFrames } from './bench/chart-frames.mjs';
import { frameTimes, largeProject, startToFirstLoss, startToWindow } from './bench/start-up.mjs';
import { build } from './build.mjs';
import { provePython } from './proof-python.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const json = args.includes('--json');
const option = (name, fallback) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : fallback);
const pairs = option('--pairs', 5);
const seconds = option('--seconds', 6);
const threads = os.availableParallelism?.() ?? os.cpus().length;
const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', TF_NUM_INTRAOP_THREADS: String(threads), TF_NUM_INTEROP_THREADS: '1' };

const results = [];
function tell(result) {
  results.push(result);
  if (json) console.log(JSON.stringify(result));
  else console.log(`${result.what.padEnd(44)} ${result.text}`);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, p) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))];
const lastJson = (text) =>
  JSON.parse(
    text
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('{')) ?? 'null',
  );
const run = (command, words) => lastJson(execFileSync(command, words, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }));

await build({});
const ours = path.join(root, 'dist/bench/measure-ours.cjs');
await bundle({
  absWorkingDir: root,
  entryPoints: ['scripts/bench/measure-ours.ts'],
  outfile: ours,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['sharp'],
  alias: { '@mapbox/node-pre-gyp': path.join(root, 'electron/runtime/find-binding.ts') },
  define: { 'import.meta.url': '__moduleUrl' },
  banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: 'warning',
});

const python = provePython();
for (const model of ['digits', 'lstm', 'transformer']) {
  const measured = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const mine = run(process.execPath, [ours, 'train', model, String(seconds)]);
    const keras = run(python, [path.join(root, 'scripts/bench/train_keras.py'), model, String(seconds)]);
    if (mine.parameters !== keras.parameters) throw new Error(`${model}: ${mine.parameters} parameters here, ${keras.parameters} in Keras`);
    measured.push({ ours: mine.samples_per_second, keras: keras.samples_per_second, engine: mine.engine });
  }
  const ratio = median(measured.map((m) => m.ours / m.keras));
  const [a, b] = [median(measured.map((m) => m.ours)), median(measured.map((m) => m.keras))];
  const text = `${ratio.toFixed(2)} × Keras (${a.toFixed(0)} against ${b.toFixed(0)} samples a second)`;
  tell({ what: `eager training, ${model}`, ratio, ours: a, keras: b, pairs: measured, text });
}

const inferred = run(process.execPath, [ours, 'infer', '2000']);
tell({
  what: 'shape inference, 2,000 nodes',
  ...inferred,
  text: `${inferred.median_ms.toFixed(1)} ms (the first time ${inferred.first_ms.toFixed(1)} ms)`,
});

const scratch = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const executablePath = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'].find(existsSync);
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const windows = [];
  const losses = [];
  execFileSync(process.execPath, [path.join(root, 'dist/electron/cli.cjs'), 'new', 'digits', path.join(scratch, 'digits.attention.json')]);
  for (let i = 0; i < 3; i += 1) {
    windows.push(await startToWindow(root, path.join(scratch, `user-${i}`), browser));
    losses.push(await startToFirstLoss(root, path.join(scratch, 'digits.attention.json'), path.join(scratch, `run-${i}`)));
  }
  tell({
    what: 'start to a window that can be clicked',
    ms: median(windows),
    text: `${(median(windows) / 1000).toFixed(2)} s (browser host, warm build)`,
  });
  tell({ what: 'train to the first loss', ms: median(losses), text: `${(median(losses) / 1000).toFixed(2)} s (digits, a new process)` });
  largeProject(scratch, path.join(scratch, 'large'), 500);
  const { frames, shown } = await frameTimes(root, path.join(scratch, 'large'), browser, 5);
  const figures = {
    median_ms: median(frames),
    p95_ms: percentile(frames, 0.95),
    worst_ms: Math.max(...frames),
    frames: frames.length,
    shown,
  };
  const text = `median ${figures.median_ms.toFixed(1)} ms, 95 % below ${figures.p95_ms.toFixed(1)} ms, worst ${figures.worst_ms.toFixed(0)} ms`;
  tell({ what: 'frames while panning 500 nodes', ...figures, text });
  for (const result of await chartFrames(root, scratch, browser, 5)) tell(result);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}

if (args.includes('--write')) {
  const file = path.join(root, 'docs/results.md');
  mkdirSync(path.dirname(file), { recursive: true });
  const [cpu] = os.cpus();
  const machine = `${cpu?.model ?? 'unknown'}, ${threads} threads, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()} ${os.arch()}, Node ${process.version}`;
  const rows = results.map(({ what, text }) => `| ${what} | ${text} |`).join('\n');
  const head = existsSync(file) ? '' : '# Results\n\nFigures of real runs, newest last. Each names its command and its machine.\n';
  const command = `npm run bench -- ${args.join(' ')}`;
  const load = os.loadavg()[1].toFixed(1);
  appendFileSync(
    file,
    `${head}\n## ${new Date().toISOString().slice(0, 10)}, \`${command}\`\n\n${machine}; load over five minutes ${load}.\n\n| what | result |\n|---|---|\n${rows}\n`,
  );
}
