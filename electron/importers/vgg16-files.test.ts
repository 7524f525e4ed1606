import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeFile } from '../data/describe-file';
import { openEngine } from '../engine/backends/open-engine';
import { workerBundle } from '../worker/run-folder.test-data';
import { picture } from './filled.test-data';
import { startSaved } from './saved-graph.test-data';

/**
 * The whole of VGG16, by files of 59 and 553 MB in the form of Keras’s published ones:
 * `python electron/importers/golden/make_applications.py --vgg16 FOLDER`, then `ATTENTION_STUDIO_VGG16=FOLDER`.
 */
const folder = process.env.ATTENTION_STUDIO_VGG16 ?? '';

const SLOW = 300_000;

describe.skipIf(folder === '')('VGG16 with Keras’s files (skipped without ATTENTION_STUDIO_VGG16)', () => {
  beforeAll(async () => {
    await workerBundle();
    await openEngine('tensorflow');
  }, SLOW);

  /** After preprocessing in mode caffe. */
  const input = (): number[] => {
    const pixels = picture(224, 224);
    const means = [103.939, 116.779, 123.68];
    return pixels.map((_, i) => (pixels[i - (i % 3) + 2 - (i % 3)] ?? 0) - (means[i % 3] ?? 0));
  };

  async function expectEqual(which: 'top' | 'notop', received: Float32Array): Promise<void> {
    const known = JSON.parse(await readFile(path.join(folder, 'outputs.json'), 'utf8')) as { readonly [which: string]: readonly number[] };
    const expected = known[which] ?? [];
    expect(received.length).toBe(expected.length);
    const largest = Math.max(...expected.map(Math.abs));
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - (received[i] ?? Number.NaN))));
    expect(difference / largest).toBeLessThan(1e-4);
  }

  it.each([true, false])(
    'gives what keras.applications.VGG16 gives; include_top %s',
    async (include_top) => {
      const file = path.join(folder, `vgg16_weights_tf_dim_ordering_tf_kernels${include_top ? '' : '_notop'}.h5`);
      const look = await describeFile(file, 'model-weights');
      expect(look.facts).toEqual({ top: include_top ? 1 : 0 });
      const vgg = await startSaved('VGG16', { weights: { path: file, ...look }, include_top }, [null, 224, 224, 3], 'image');
      await expectEqual(include_top ? 'top' : 'notop', vgg.output([1, 224, 224, 3], input()));
      vgg.compiled.dispose();
    },
    SLOW,
  );

  it.each(['vgg16.keras', 'vgg16_notop.keras'])(
    'is the same as a saved model: %s',
    async (name) => {
      const file = path.join(folder, name);
      const saved = await startSaved(
        'PretrainedModel',
        { file: { path: file, ...(await describeFile(file, 'model')) } },
        [null, 224, 224, 3],
        'image',
      );
      await expectEqual(name === 'vgg16.keras' ? 'top' : 'notop', saved.output([1, 224, 224, 3], input()));
      saved.compiled.dispose();
    },
    SLOW,
  );
});
