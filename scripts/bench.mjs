// Measures: training against Keras and PyTorch (interleaved, equal threads), attention against length, shape inference,
// what an edit of 2,000 nodes costs, start-up, frame times, what checkpoints and a frozen window cost.
//   npm run bench -- [--pairs 5] [--seconds 6] [--threads N] [--models cnn,lstm,…] [--no-torch] [--torch-compile]
//                    [--only training,length,inference,edit,start,frames,overhead] [--json] [--write]
//   npm run bench -- --check            the twins in Keras and PyTorch compute the same, model by model
//   npm run bench -- --profile MODEL    where a step of Keras and of PyTorch spends its time
// --write appends the figures to docs/results.md with date, command, machine and load, and draws docs/cost-against-length.svg.
import os from 'node:os';
import { measureEdits } from './bench/edit.mjs';
import { measureLengths } from './bench/length-cost.mjs';
import { lengthTable } from './bench/length-table.mjs';
import { readOptions } from './bench/options.mjs';
import { bundleOurs } from './bench/ours.mjs';
import { measureOverhead } from './bench/overhead.mjs';
import { runJson } from './bench/run-json.mjs';
import { measureTraining } from './bench/training.mjs';
import { checkTwins, profileTwins } from './bench/twins.mjs';
import { measureWindow } from './bench/window.mjs';
import { writePlot } from './bench/write-plot.mjs';
import { writeResults } from './bench/write-results.mjs';
import { build } from './build.mjs';

const words = process.argv.slice(2);
const options = readOptions(words);
const results = [];

/** A figure as it comes: a line of JSON, or in words where it has some. */
function tell(result) {
  if (options.json) console.log(JSON.stringify(result));
  else if (result.text !== undefined && result.what !== 'mark') console.log(`${result.what.padEnd(44)} ${result.text}`);
}

function keep(result) {
  results.push(result);
  tell(result);
}

async function measureInference() {
  const figures = runJson(process.execPath, [await bundleOurs(), 'infer', '2000'], {});
  const text = `${figures.median_ms.toFixed(1)} ms (the first time ${figures.first_ms.toFixed(1)} ms)`;
  keep({ what: 'shape inference, 2,000 nodes', ...figures, text });
}

async function measure() {
  // Before anything runs: afterwards it is our own load.
  const load = os.loadavg()[1].toFixed(1);
  await build({});
  const tables = [];
  if (options.parts.includes('training')) {
    const table = await measureTraining(options, tell);
    if (!options.json) console.log(table);
    tables.push(table);
  }
  if (options.parts.includes('length')) {
    const series = await measureLengths(options, tell);
    tables.push(lengthTable(series));
    if (options.write) tables.push(writePlot(series, options.threads));
  }
  if (options.parts.includes('inference')) await measureInference();
  if (options.parts.includes('edit')) await measureEdits(keep);
  if (options.parts.includes('start') || options.parts.includes('frames')) await measureWindow(options.parts, keep);
  if (options.parts.includes('overhead')) await measureOverhead(options, keep);
  if (options.write) writeResults({ words, threads: options.threads, load, tables, results });
}

if (options.check) {
  checkTwins(options.models, ({ what, ...figures }) => {
    if (options.json) console.log(JSON.stringify({ what, ...figures }));
    else console.log(`${figures.model}: the twins agree (off by ${figures.off.toExponential(1)}, ${figures.parameters} parameters)`);
  });
} else if (options.profile) profileTwins(options.profile, options.threads);
else await measure();
