import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sizeNamed } from '../../../shared/graph/size-name';
import { bindingPath } from '../../runtime/binding-path';
import { openEngine } from '../backends/open-engine';
import { compileModel } from '../compile';
import type { GraphHost } from '../graph/native-binding';
import { writeSavedModel } from '../graph/saved-model';
import { ServedSession } from '../graph/served-session';
import { recordPrediction } from '../record-prediction';
import { applyModel } from '../step/feeds';
import { type ConformanceCase, conformanceCases, planOfCase } from './cases';
import { goldenOf } from './golden-file';

const CASES = conformanceCases().map((c, at) => ({ title: `${c.kind}: ${c.name}`, c, at }));
const PYTHON = process.env.ATTENTION_STUDIO_PYTHON;
const run = promisify(execFile);
let host: GraphHost;
let folder = '';

/** Loads every SavedModel of a folder, and says how many calls gave what their check.json expects. */
const CHECK = `import json, pathlib, sys
import numpy as np, tensorflow as tf
calls = 0
for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    predict = tf.saved_model.load(str(folder)).signatures["serving_default"]
    types = {name: spec.dtype for name, spec in predict.structured_input_signature[1].items()}
    check = json.loads((folder / "check.json").read_text())
    for call in check["calls"]:
        got = predict(**{name: tf.constant(value, types[name]) for name, value in call["inputs"].items()})
        for name, expected in call["outputs"].items():
            np.testing.assert_allclose(got[name].numpy(), expected, rtol=1e-4, atol=1e-5, err_msg=check["title"])
        calls += 1
print(calls)
`;

/** The case's golden inputs, in the model's order. */
function goldenInputs(c: ConformanceCase): tf.Tensor[] {
  const { inputs } = goldenOf(c.kind, c.name);
  return c.feeds.map(({ name, ids }) => {
    const golden = inputs[name];
    if (!golden) throw new Error(`no golden input “${name}”`);
    return tf.tensor(
      golden.data.map((value) => value ?? Number.NaN),
      golden.shape,
      ids === null ? 'float32' : 'int32',
    );
  });
}

/** The smallest length of what is open that leaves something of every output: a window needs its places. */
function shortestOf(c: ConformanceCase): number {
  const sizes = Object.values(c.inferred).flatMap((spec) => spec.shape);
  const leaves = (length: number) => sizes.every((dim) => sizeNamed(dim, () => length) > 0);
  const found = [1, 2, 3, 4, 5].find(leaves);
  if (found === undefined) throw new Error(`nothing is left of five places in “${c.name}”`);
  return found;
}

/** Equal within 1e-5 + 1e-4·|expected|. */
function expectClose(received: tf.Tensor | undefined, expected: tf.Tensor | undefined, what: string): void {
  if (!received || !expected) throw new Error(`${what} is missing`);
  expect(received.shape, what).toEqual(expected.shape);
  const [ours, theirs] = [received.dataSync(), expected.dataSync()];
  for (const [i, value] of theirs.entries()) {
    const difference = Math.abs((ours[i] ?? Number.NaN) - value);
    if (!(difference <= 1e-5 + 1e-4 * Math.abs(value))) expect.fail(`${what}[${i}] is ${ours[i]}, the model gives ${value}`);
  }
}

describe.skipIf(!bindingPath())('every example as a SavedModel', () => {
  beforeAll(async () => {
    const { graphs } = await openEngine('tensorflow');
    if (!graphs) throw new Error('TensorFlow records no graphs');
    host = graphs;
    folder = mkdtempSync(path.join(os.tmpdir(), 'saved-model-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(CASES)('$title: agrees for any number of samples and any length', ({ title, c, at }) => {
    const own = path.join(folder, String(at));
    mkdirSync(own);
    tf.tidy(() => {
      const compiled = compileModel(planOfCase(c), 5);
      const { model, weights, feedOrder } = compiled;
      const inputs = goldenInputs(c);
      const examples = new Map(feedOrder.map((name, i) => [name, inputs[i]?.shape ?? []]));
      const { program, reason } = recordPrediction(host, compiled, examples);
      expect(reason).toBeNull();
      expect(program.feeds.map(({ shape }) => shape)).toEqual(model.inputs.map(({ shape }) => shape.map((side) => side ?? -1)));
      const outputs = Object.keys(c.outputs);
      writeSavedModel(host, own, { program, inputs: feedOrder, outputs }, new Map(weights.map(({ name, variable }) => [name, variable])));
      const session = new ServedSession(host, own);
      // Rows that are there, and steps where their number is open: all of them, one less, as few as it takes.
      const shortest = shortestOf(c);
      const part = (tensor: tf.Tensor, rows: number, cut: number): tf.Tensor => {
        const open = model.inputs[inputs.indexOf(tensor)]?.shape ?? [];
        const size = tensor.shape.map((side, axis) => (axis === 0 ? rows : open[axis] === null ? Math.max(shortest, side - cut) : side));
        return tensor.slice(
          tensor.shape.map(() => 0),
          size,
        );
      };
      const calls: object[] = [];
      for (const [rows, cut] of [
        [3, 0],
        [1, 0],
        [2, 1],
        [1, 10],
      ] as const) {
        const given = inputs.map((tensor) => part(tensor, rows, cut));
        const expected = applyModel(model, given, false);
        const received = session.run(Object.fromEntries(feedOrder.map((name, i) => [name, given[i] as tf.Tensor])));
        for (const [i, port] of outputs.entries()) expectClose(received[port], expected[i], `${port} of ${rows}`);
        const named = (names: readonly string[], tensors: readonly tf.Tensor[]) =>
          Object.fromEntries(names.map((name, i) => [name, tensors[i]?.arraySync()]));
        calls.push({ inputs: named(feedOrder, given), outputs: named(outputs, expected) });
      }
      writeFileSync(path.join(own, 'check.json'), JSON.stringify({ title, calls }));
      session.dispose();
      compiled.dispose();
    });
  });

  it.skipIf(!PYTHON)(
    'Python’s TensorFlow loads all of them and agrees',
    async () => {
      const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
      const { stdout } = await run(PYTHON ?? '', ['-c', CHECK, folder], { env });
      expect(Number(stdout.trim().split('\n').at(-1))).toBe(4 * CASES.length);
    },
    300_000,
  );
});
