import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pythonScript } from '../../shared/codegen/python';
import { onTensorflow } from '../engine/backends/on-tensorflow';
import { openEngine } from '../engine/backends/open-engine';
import { ServedSession } from '../engine/graph/served-session';
import type { RunParts } from '../engine/run-parts';
import { toTensor } from '../engine/step/feeds';
import { bindingPath } from '../runtime/binding-path';
import type { Outputs } from './compare-outputs';
import { exportModel } from './export-model';
import { trainBriefly } from './train-briefly.test-data';
import type { TrainedModel } from './trained-model';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const PYTHON = process.env.ATTENTION_STUDIO_PYTHON;
let folder = '';

beforeAll(async () => {
  await run(process.execPath, [path.join(root, 'scripts/build.mjs'), 'exporters']);
  folder = await mkdtemp(path.join(os.tmpdir(), 'templates-'));
  await openEngine('auto');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the SavedModel's own signature says of the first held-out samples, so many at once. */
function servedOutputs(model: TrainedModel, out: string, sizes: readonly number[]): Promise<readonly Outputs[][]> {
  return onTensorflow((host) => {
    const session = new ServedSession(host, out);
    const received = sizes.map((size) => {
      const given = Object.entries(model.heldOut.batch.feeds).map(([name, feed]) => {
        const all = toTensor(feed);
        return [
          name,
          all.slice(
            all.shape.map(() => 0),
            [size, ...all.shape.slice(1)],
          ),
        ] as const;
      });
      const outputs = session.run(Object.fromEntries(given));
      return model.plan.targets.map(({ plan }): Outputs => {
        const output = outputs[plan.node];
        return { shape: output?.shape ?? [], data: output?.dataSync<'float32'>() ?? [] };
      });
    });
    session.dispose();
    return received;
  });
}

describe.each(['digits', 'sentiment', 'table', 'table-regression'])('%s', (id) => {
  let model: TrainedModel;
  let losses: number[];
  let parts: RunParts;
  beforeAll(async () => {
    ({ model, losses, parts } = await trainBriefly(id));
  }, 120_000);
  afterAll(() => parts?.dispose());

  test('the script reads as before', () => {
    // Where the data lies differs from machine to machine.
    expect(pythonScript({ ...model, dataPath: `resource:${id}` })).toMatchSnapshot();
  });

  test.each(['tfjs', 'html'] as const)('%s agrees with the trained model on real held-out samples', async (format) => {
    const report = await exportModel(model, format, path.join(folder, format === 'html' ? `${id}.html` : `${id}-${format}`));
    expect(report.samples).toBe(Math.min(100, model.split.test.length));
    expect(report.max_difference).toBeLessThan(1e-4);
    if (report.top1_agreement !== null) expect(report.top1_agreement).toBe(1);
  });

  test.skipIf(!bindingPath())('the SavedModel agrees on one, on two and on all held-out samples', async () => {
    const out = path.join(folder, `${id}-savedmodel`);
    const report = await exportModel(model, 'savedmodel', out);
    expect(report).toMatchObject({ format: 'savedmodel', samples: Math.min(100, model.split.test.length) });
    // Probabilities and standardised values: stricter than 1e-5 + 1e-4·|x|.
    expect(report.max_difference).toBeLessThan(1e-5);
    if (report.top1_agreement !== null) expect(report.top1_agreement).toBe(1);
    // Who loaded it is said: Python where it has TensorFlow, and always the library.
    expect(report.note).toMatch(PYTHON ? /by Python’s TensorFlow 2\./ : /by TensorFlow’s library/);
    for (const file of report.files) expect(existsSync(file), file).toBe(true);
    const labels = model.preprocessing.targets.flatMap(({ state }) => (state.kind === 'classes' ? state.labels : []));
    if (labels.length > 0) expect(await readFile(path.join(out, 'labels.txt'), 'utf8')).toBe(`${labels.join('\n')}\n`);
    const received = await servedOutputs(model, out, [1, 2, model.heldOut.batch.size]);
    for (const outputs of received) {
      for (const [at, { shape, data }] of outputs.entries()) {
        const expected = model.heldOut.predictions[at];
        expect(shape.slice(1)).toEqual(expected?.shape.slice(1));
        Array.from(data).forEach((value, i) => {
          const x = expected?.data[i] ?? Number.NaN;
          expect(Math.abs(value - x)).toBeLessThanOrEqual(1e-5 + 1e-4 * Math.abs(x));
        });
      }
    }
  });

  test.skipIf(!(PYTHON && bindingPath()))(
    'the example in the SavedModel’s README runs',
    async () => {
      const out = path.join(folder, `${id}-savedmodel`);
      const readme = await readFile(path.join(out, 'README.md'), 'utf8');
      const [, example = ''] = /```python\n([\s\S]*?)\n```/.exec(readme) ?? [];
      expect(example.split('\n').length).toBeLessThanOrEqual(20);
      if (example.includes('picture.png'))
        await sharp({ create: { width: 30, height: 20, channels: 3, background: 'grey' } }).toFile(path.join(out, 'picture.png'));
      const { stdout } = await run(PYTHON ?? '', ['-c', example], { cwd: out, env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' } });
      const [target] = model.preprocessing.targets;
      if (target?.state.kind === 'classes') expect(target.state.labels.some((label) => stdout.startsWith(`${label} 0.`))).toBe(true);
      else expect(Number(stdout.trim())).not.toBeNaN();
    },
    120_000,
  );

  test.skipIf(!PYTHON)(
    'the script reads the same data, agrees, and its first twenty losses are ours',
    async () => {
      const out = path.join(folder, `${id}-python`);
      const report = await exportModel(model, 'python', out);
      expect(report).toMatchObject({ samples: Math.min(100, model.split.test.length), note: null });
      expect(report.max_difference).toBeLessThan(1e-4);
      // Dropout draws other numbers there.
      if (model.plan.records.some(({ class_name }) => class_name === 'Dropout')) return;
      const { stdout } = await run(PYTHON ?? '', ['train.py', '--weights', 'initial-weights.safetensors', '--first-losses'], {
        cwd: out,
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
        maxBuffer: 2 ** 26,
      });
      const theirs = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [(JSON.parse(line) as { loss: number }).loss] : []));
      expect(theirs).toHaveLength(20);
      theirs.forEach((loss, at) => {
        expect(Math.abs(loss - (losses[at] ?? Number.NaN))).toBeLessThan(1e-4);
      });
    },
    300_000,
  );
});
