import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { digitsProject, tableProject, textProject } from '../../shared/codegen/python/projects.test-data';
import { StudioError } from '../../shared/studio-error';
import { onTensorflow } from '../engine/backends/on-tensorflow';
import { compileModel } from '../engine/compile';
import { writeSavedModel } from '../engine/graph/saved-model';
import { recordPrediction } from '../engine/record-prediction';
import { writeWeights } from '../engine/weight-tensors';
import { bindingPath } from '../runtime/binding-path';
import { exportModel } from './export-model';
import { savedModelExporter } from './savedmodel';
import { savedModelExample, savedModelReadme } from './savedmodel-readme';
import { madeUpModel } from './trained-model.test-data';

const PROJECTS = { digits: digitsProject, table: tableProject(), text: textProject() };
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'saved-models-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

async function refusal(work: Promise<unknown>): Promise<StudioError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw new Error(`not refused in words: ${error}`);
  return error;
}

describe.skipIf(!bindingPath())('with TensorFlow’s library', () => {
  // Made on the JavaScript engine, whose backend is in use before and after.
  test.each(Object.entries(PROJECTS))(
    '%s: any number of samples',
    async (name, project) => {
      const model = await madeUpModel(project);
      const out = path.join(folder, name);
      const report = await exportModel(model, 'savedmodel', out);
      expect(tf.getBackend()).toBe('cpu');
      expect(report).toMatchObject({ format: 'savedmodel', samples: 12 });
      expect(report.max_difference).toBeLessThan(1e-5);
      expect(report.note).not.toMatch(/one size/);
      expect(report.files.map((file) => path.relative(out, file)).sort()).toEqual(
        [
          'README.md',
          ...model.preprocessing.targets.flatMap(({ state }) => (state.kind === 'classes' ? ['labels.txt'] : [])),
          'preprocessing.json',
          'report.json',
          'saved_model.pb',
          path.join('variables', 'variables.data-00000-of-00001'),
          path.join('variables', 'variables.index'),
        ].sort(),
      );
      for (const file of report.files) expect(existsSync(file), file).toBe(true);
      const readme = await readFile(path.join(out, 'README.md'), 'utf8');
      for (const { node } of model.plan.feeds) expect(readme).toMatch(new RegExp(`\`${node}\` (float32|int32) \\[any, \\d+`));
    },
    120_000,
  );

  test('a graph for one sample a call is compared sample by sample, and the note says so', async () => {
    const model = await madeUpModel(PROJECTS.text);
    const out = path.join(folder, 'one');
    await savedModelExporter.write(model, out);
    await onTensorflow((host) => {
      const compiled = compileModel(model.plan, 3);
      writeWeights(compiled.weights, new Map(model.weights.map((weight) => [weight.name, weight])));
      const examples = new Map(Object.entries(model.heldOut.batch.feeds).map(([name, { shape }]) => [name, shape]));
      const { program } = recordPrediction(host, compiled, examples, [{ batch: false, lengths: 'none' }]);
      const served = { program, inputs: compiled.model.inputNames, outputs: model.plan.targets.map(({ plan }) => plan.node) };
      writeSavedModel(host, out, served, new Map(compiled.weights.map(({ name, variable }) => [name, variable])));
      compiled.dispose();
    });
    const { samples, maxDifference, note } = await savedModelExporter.compare(model, out);
    expect(samples).toBe(12);
    expect(maxDifference).toBeLessThan(1e-5);
    expect(note).toMatch(/takes one size alone \(\w+: 1 × \d+\); README\.md says why/);
  }, 120_000);

  test('an export again takes the place of the one that was there', async () => {
    const out = path.join(folder, 'again');
    await exportModel(await madeUpModel(PROJECTS.digits), 'savedmodel', out);
    const report = await exportModel(await madeUpModel(PROJECTS.table), 'savedmodel', out);
    expect(report.max_difference).toBeLessThan(1e-5);
  }, 120_000);

  test('a damaged export does not pass', async () => {
    const model = await madeUpModel(PROJECTS.table);
    const out = path.join(folder, 'damaged');
    await savedModelExporter.write(model, out);
    const file = path.join(out, 'variables', 'variables.data-00000-of-00001');
    const bytes = await readFile(file);
    bytes.writeFloatLE(100, 40);
    await writeFile(file, bytes);
    await expect(savedModelExporter.compare(model, out)).rejects.toThrow(/Checksum|Data loss/i);
  });

  test('a file in the way is told, of the folder and of a part of it', async () => {
    const model = await madeUpModel(PROJECTS.table);
    const taken = path.join(folder, 'taken');
    await writeFile(taken, '');
    expect((await refusal(exportModel(model, 'savedmodel', taken))).message).toMatch(/is a file/);
    const part = path.join(folder, 'part');
    await mkdir(part);
    await writeFile(path.join(part, 'variables'), '');
    expect((await refusal(exportModel(model, 'savedmodel', part))).message).toMatch(/could not be written/);
    const deep = path.join(folder, 'deep');
    await mkdir(path.join(deep, 'variables', 'variables.index'), { recursive: true });
    const error = await refusal(exportModel(model, 'savedmodel', deep));
    expect(error.message).toMatch(/could not be written/);
    expect(error.received).toMatch(/^[^\n]*Is a directory$/);
    expect(existsSync(path.join(deep, 'saved_model.pb'))).toBe(false);
  });

  // Full at the weights, which TensorFlow writes, and at the graph.
  test.for([8, 24])('a full disk of %i kB is told, and leaves nothing that looks like a model', async (size, context) => {
    const at = path.join(folder, `disk${size}`);
    await mkdir(at);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', at], { stdio: 'ignore' });
    } catch {
      return context.skip('no small disk can be mounted here');
    }
    try {
      const model = await madeUpModel(PROJECTS.digits);
      const error = await refusal(exportModel(model, 'savedmodel', path.join(at, 'out')));
      expect(error.message).toMatch(/could not be written/);
      expect(error.received).toMatch(/^[^\n]*no space left on device[^\n]*$/i);
      expect(existsSync(path.join(at, 'out', 'saved_model.pb'))).toBe(false);
    } finally {
      execFileSync('umount', [at]);
    }
  });
});

test('without TensorFlow’s library the export says that it needs it', async () => {
  // Where the cache lies is said by one of these, on each system by another.
  for (const name of ['XDG_CACHE_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, path.join(folder, 'no cache'));
  expect(bindingPath()).toBeNull();
  const model = await madeUpModel(PROJECTS.table);
  const out = path.join(folder, 'without');
  const error = await refusal(exportModel(model, 'savedmodel', out));
  expect(error.message).toMatch(/SavedModel needs TensorFlow’s library/);
  expect(error.advice).toMatch(/doctor/);
  expect(existsSync(out)).toBe(false);
});

test('the README says what does not work for any size', async () => {
  const model = await madeUpModel(PROJECTS.text);
  const form = {
    inputs: [{ name: model.plan.feeds[0]?.node ?? '', dtype: 3, shape: [1, 12] }],
    outputs: [{ dtype: 1, shape: [1, 2] }],
    reason: 'a table grows',
  };
  const one = savedModelReadme(model, { ...form, open: { batch: false, lengths: 'none' } });
  expect(one).toMatch(/one sample a call \(.*a table grows\)/);
  const fixed = savedModelReadme(model, { ...form, open: { batch: true, lengths: 'none' } });
  expect(fixed).toMatch(/Sequences have the length.*a table grows/);
});

test('the example takes pictures of another form as the model was trained on them', async () => {
  const model = await madeUpModel(PROJECTS.digits);
  const [feed] = model.preprocessing.feeds;
  if (feed?.plan.kind !== 'image') throw new Error('the digits are pictures');
  for (const fit of ['stretch', 'crop', 'pad'] as const) {
    const feeds = [{ ...feed, plan: { ...feed.plan, fit } }];
    expect(savedModelExample({ ...model, preprocessing: { ...model.preprocessing, feeds } }, [])).toMatchSnapshot();
  }
});
