// Who is measured, each as one process that trains one model and prints one line of JSON.
import { fileURLToPath } from 'node:url';
import { kerasPython, torchPython } from './environments.mjs';
import { bundleOurs } from './ours.mjs';
import { runJson } from './run-json.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The threads of one operation for every framework; those between operations stay as each has them. */
export function environment(threads) {
  const count = String(threads);
  return { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', TF_NUM_INTRAOP_THREADS: count, OMP_NUM_THREADS: count };
}

/**
 * By name, a function from a model's name to its figures; it throws where the process fails. `keras-jit` and
 * `keras-nojit` are the two ways to compile, of which `keras` takes one by itself.
 */
export async function contestants({ seconds, threads, torch, torchCompile }) {
  const ours = await bundleOurs();
  const env = environment(threads);
  const python = (file, framework) => (model) =>
    runJson(
      file,
      ['-m', 'twins', 'measure', '--framework', framework, '--model', model, '--seconds', `${seconds}`, '--threads', `${threads}`],
      { cwd: folder, env },
    );
  const keras = kerasPython();
  const all = { ours: (model) => runJson(process.execPath, [ours, 'train', model, `${seconds}`, '--threads', `${threads}`], { env }) };
  for (const framework of ['keras', 'keras-jit', 'keras-nojit']) all[framework] = python(keras, framework);
  if (torch || torchCompile) {
    const file = torchPython();
    if (torch) all.torch = python(file, 'torch');
    if (torchCompile) all['torch-compile'] = python(file, 'torch-compile');
  }
  return all;
}
