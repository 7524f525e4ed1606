import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/studio-error';
import { seededBits } from '../engine/epoch-order';
import { workerBundle } from '../worker/run-folder.test-data';
import { importerOf } from './importers';
import { modelBytes } from './model-bytes';
import { lookInThread } from './read-in-thread';
import { describeVgg16Weights } from './vgg16-weights';

const golden = (name: string): string => fileURLToPath(new URL(`./golden/${name}`, import.meta.url));
const [h5, keras] = [await readFile(golden('series.h5')), await readFile(golden('pictures.keras'))];

let folder = '';
beforeAll(async () => {
  await workerBundle();
  folder = await mkdtemp(path.join(os.tmpdir(), 'hostile-ü-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const describeModel = async (file: string) => (await importerOf(file)).describe(file);

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StudioError)) throw new Error(`expected words, received ${String(error)}`);
  return [error.message, error.expected, error.received, error.advice].join(' ');
}

const zip = (parts: { readonly [name: string]: Uint8Array | string }): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? Buffer.from(part) : part])));

describe('a file that is no saved model is refused with words', () => {
  it.each<[string, () => Promise<string> | string, string]>([
    ['missing', () => path.join(folder, 'nowhere.keras'), 'is not there'],
    ['a folder', () => folder, 'no file'],
    ['empty', () => put('empty.h5', ''), 'an empty file'],
    ['something else', () => put('text.keras', 'Hello, I am a model.'), 'another kind'],
    ['a signature alone', () => put('head.h5', h5.subarray(0, 8)), 'cannot be read'],
    ['cut off', () => put('half.h5', h5.subarray(0, h5.length / 2)), 'cannot be read'],
    ['a zip that is cut off', () => put('half.keras', keras.subarray(0, 2000)), 'damaged'],
    ['a zip of something else', () => put('other.keras', zip({ 'a.txt': 'a' })), 'no model of Keras'],
    ['weights that are no HDF5', () => put('fake.keras', zip({ 'config.json': '{}', 'model.weights.h5': 'weights' })), 'HDF5'],
    ['a configuration that is no JSON', () => put('bad.keras', withConfig('{"class_name":')), 'JSON'],
    ['a configuration without an end', () => put('deep.keras', withConfig('['.repeat(100_000))), 'nested'],
    ['JSON of another kind', () => put('model.json', '{"hello": 1}'), 'another kind'],
    ['a run that is none', () => put('some/run.json', '{"version": 1}'), 'run.json'],
  ])('%s', async (_what, file, word) => {
    expect(await refusal(describeModel(await file()))).toContain(word);
  });

  it('a zip that would unpack to more than it says or may', async () => {
    const bomb = zip({ 'config.json': '{}', 'model.weights.h5': new Uint8Array(64_000_000) });
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    expect(await refusal(describeModel(await put('bomb.keras', bomb)))).toContain('hardly compressed');
    expect(process.memoryUsage().rss - before).toBeLessThan(250_000_000);
    // Its header lies: it says one byte.
    const lying = Buffer.from(zip({ 'config.json': 'x'.repeat(50_000), 'model.weights.h5': 'w' }));
    const directory = lying.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    lying.writeUInt32LE(1, directory + 24);
    expect(await refusal(describeModel(await put('lying.keras', lying)))).not.toBe('');
  });

  it('a name in a zip leads nowhere', async () => {
    const file = await put('paths.keras', zip({ '../../evil.txt': 'x', 'config.json': '{}', 'model.weights.h5': 'w' }));
    await refusal(describeModel(file));
    await expect(readFile(path.join(folder, '../../evil.txt'))).rejects.toThrow();
  });

  it('bytes that were changed at random: words or a model, never a crash', async () => {
    const bits = seededBits(5, 'fuzz', 0);
    for (let round = 0; round < 12; round++) {
      const bytes = Buffer.from(h5);
      for (let i = 0; i < 40; i++) bytes[bits() % bytes.length] = bits() % 256;
      h5.copy(bytes, 0, 0, 8);
      const file = await put(`fuzz-${round}.h5`, bytes);
      const found = await describeModel(file).catch((error: unknown) => error);
      expect(found instanceof Error ? found instanceof StudioError : 'model' in (found as object)).toBe(true);
    }
  }, 60_000);

  it('one that takes its reader for ever is given up', async () => {
    const bytes = await modelBytes(golden('series.h5'));
    await expect(lookInThread('series.h5', bytes, 1)).rejects.toThrow('cannot be read as a saved model');
  });
});

describe('weights that do not belong to the model are refused with words', () => {
  const wanted = [{ layer: 'dense', shapes: [[12, 3], [3]] }];

  it('another file than the one that was chosen', async () => {
    const file = golden('series.h5');
    const words = await refusal((await importerOf(file)).weights(file, 'a'.repeat(64), wanted));
    expect(words).toContain('has changed since it was chosen');
    expect(words).toContain('Choose it again');
  });

  it('other shapes, fewer weights, no such layer', async () => {
    const file = golden('series.h5');
    const importer = await importerOf(file);
    expect(await refusal(importer.weights(file, null, [{ layer: 'dense', shapes: [[9, 9], [9]] }]))).toContain('9 × 9');
    expect(await refusal(importer.weights(file, null, [{ layer: 'dense', shapes: [[9, 3]] }]))).toContain('“dense”');
    expect(await refusal(importer.weights(file, null, [{ layer: 'ghost', shapes: [] }]))).toContain('no such layer');
  });

  it('a model where VGG16’s weights are asked for', async () => {
    expect(await refusal(describeVgg16Weights(golden('series.h5')))).toContain('has not the weights of VGG16');
  });
});

describe('a TensorFlow.js model', () => {
  const manifest = (paths: readonly string[], shape: readonly number[], more: object = {}) =>
    JSON.stringify({
      modelTopology: {
        class_name: 'Sequential',
        config: { layers: [{ class_name: 'Dense', config: { name: 'd', units: 2, batch_input_shape: [null, 3] } }] },
      },
      weightsManifest: [{ paths, weights: [{ name: 'd/kernel', shape, dtype: 'float32', ...more }] }],
    });

  it.each(['../secret.bin', '/etc/passwd', 'a/b.bin', '..', 'C:\\x.bin', 'a\\b'])('may not name weights elsewhere: %s', async (name) => {
    expect(await refusal(describeModel(await put('walk/model.json', manifest([name], [3, 2]))))).toContain('outside of its folder');
  });

  it('must be whole', async () => {
    await put('short/w.bin', new Uint8Array(8));
    expect(await refusal(describeModel(await put('short/model.json', manifest(['w.bin'], [3, 2]))))).toContain('24 bytes');
    expect(await refusal(describeModel(await put('short/model.json', manifest(['w.bin'], [1e6, 1e9]))))).toContain('not whole');
    expect(await refusal(describeModel(await put('short/model.json', manifest(['gone.bin'], [3, 2]))))).toContain('is not there');
    const quantized = manifest(['w.bin'], [3, 2], { quantization: { dtype: 'uint8' } });
    expect(await refusal(describeModel(await put('short/model.json', quantized)))).toContain('quantized');
  });
});

function withConfig(config: string): Uint8Array {
  return zip({ 'config.json': config, 'model.weights.h5': h5 });
}
