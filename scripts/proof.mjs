// Proves the application against Keras: every template is trained, exported to TF.js, a page, Python and a SavedModel, and each
// export is loaded again and compared. The exported script then repeats the first twenty steps from the same
// weights over the same batches, and evaluates the trained weights on the same held-out samples.
//   npm run proof -- [template…] [--epochs N] [--json]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { provePython } from './proof-python.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
const json = args.includes('--json');
const epochsAt = args.indexOf('--epochs');
const epochs = epochsAt < 0 ? [] : ['--epochs', args[epochsAt + 1]];
const named = args.filter((a, i) => !a.startsWith('--') && i !== epochsAt + 1);

const python = provePython();
const env = { ...process.env, ATTENTION_STUDIO_PYTHON: python, TF_CPP_MIN_LOG_LEVEL: '3', PYTHONDONTWRITEBYTECODE: '1' };
const jsonLines = (text) => text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
const cli = (...words) =>
  jsonLines(
    execFileSync(process.execPath, [path.join(root, 'dist/electron/cli.cjs'), ...words, '--json'], {
      env,
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
const script = (folder, ...words) =>
  jsonLines(
    execFileSync(python, ['train.py', ...words], {
      cwd: folder,
      env,
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

await build({ only: ['electron', 'exporters'] });
const templates = named.length ? named : cli('templates').map(({ id }) => id);
const scratch = mkdtempSync(path.join(os.tmpdir(), 'proof-'));
let failed = 0;

/** One line of the proof. `limit`: what the value may be at most. */
function tell(template, what, value, limit) {
  const ok = value <= limit;
  if (!ok) failed += 1;
  if (json) console.log(JSON.stringify({ template, what, value, limit, ok }));
  else console.log(`${ok ? 'ok  ' : 'FAIL'} ${template.padEnd(18)} ${what.padEnd(44)} ${value.toPrecision(3)}  (≤ ${limit})`);
}

try {
  for (const id of templates) {
    const at = (name) => path.join(scratch, `${id}-${name}`);
    cli('new', id, at('project.attention.json'));
    cli('train', at('project.attention.json'), '--out', at('run'), ...epochs);
    for (const format of ['tfjs', 'html', 'python', 'savedmodel']) {
      const [report] = cli('export', at('run'), '--format', format, '--out', at(format === 'html' ? 'page.html' : format));
      if (!report || report.samples === 0) throw new Error(`${id}: the ${format} export was not compared: ${report?.note}`);
      tell(id, `${format}: largest difference, ${report.samples} samples`, report.max_difference, format === 'savedmodel' ? 1e-5 : 1e-4);
      if (report.top1_agreement !== null) tell(id, `${format}: samples with another best class`, 1 - report.top1_agreement, 0);
      if (format === 'python' && report.note) throw new Error(`${id}: ${report.note}`);
    }
    const ours = jsonLines(readFileSync(path.join(at('run'), 'metrics.jsonl'), 'utf8')).flatMap(({ step }) => (step ? [step.loss] : []));
    const source = readFileSync(path.join(at('python'), 'train.py'), 'utf8');
    // Dropout draws other numbers in Keras: the losses cannot agree.
    if (!source.includes('layers.Dropout(') && !/dropout=0?\./.test(source)) {
      const theirs = script(at('python'), '--weights', 'initial-weights.safetensors', '--first-losses');
      if (theirs.length !== 20) throw new Error(`${id}: ${theirs.length} losses in place of 20`);
      tell(
        id,
        'first 20 losses: largest difference',
        Math.max(...theirs.slice(0, ours.length).map(({ loss }, i) => Math.abs(loss - ours[i]))),
        1e-4,
      );
    }
    const [evaluated] = cli('evaluate', at('run'));
    const [theirs] = script(at('python'), '--epochs', '0', '--weights', 'weights.safetensors').slice(-1);
    if (evaluated.metrics.accuracy !== undefined)
      tell(id, 'held-out accuracy: difference', Math.abs(evaluated.metrics.accuracy - theirs.accuracy), 1e-6);
    else tell(id, 'held-out loss: difference', Math.abs(evaluated.metrics.loss - theirs.loss), 1e-3);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (failed) {
  console.error(`${failed} ${failed === 1 ? 'comparison' : 'comparisons'} failed.`);
  process.exitCode = 1;
}
