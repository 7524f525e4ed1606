// What the twins tell besides speed: that they are the same model, and where their time goes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kerasPython, torchPython } from './environments.mjs';
import { runJson } from './run-json.mjs';

const cwd = fileURLToPath(new URL('.', import.meta.url));
const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };

function python(file, words, stdio) {
  const { status, stderr } = spawnSync(file, ['-m', 'twins', ...words], { cwd, env, stdio, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr?.trim().split('\n').at(-1) ?? ''}`);
}

/** Gives PyTorch's twin of each model Keras's weights; throws where outputs, loss or counts differ. Figures by model. */
export function checkTwins(models, tell) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'twins-'));
  try {
    for (const model of models) {
      const file = path.join(scratch, `${model}.npz`);
      python(kerasPython(), ['save', '--model', model, '--file', file], ['ignore', 'ignore', 'pipe']);
      tell({ what: 'twin', ...runJson(torchPython(), ['-m', 'twins', 'compare', '--model', model, '--file', file], { cwd, env }) });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Prints where a step of Keras and of PyTorch spends its time. */
export function profileTwins(model, threads) {
  for (const [file, framework] of [
    [kerasPython(), 'keras'],
    [torchPython(), 'torch'],
  ]) {
    console.log(`\n${model}, ${framework}`);
    python(file, ['profile', '--model', model, '--framework', framework, '--threads', `${threads}`], ['ignore', 'inherit', 'ignore']);
  }
}
