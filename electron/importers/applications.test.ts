import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleSpecs } from '../../shared/graph/define-node';
import { NODES } from '../../shared/nodes/registry.gen';
import { openEngine } from '../engine/backends/open-engine';
import { filled, picture } from './filled.test-data';
import { startSaved } from './saved-graph.test-data';

interface Golden {
  readonly mobilenet: {
    readonly parameters: number;
    readonly shape: readonly number[];
    readonly mean: readonly number[];
    readonly middle: readonly number[];
  };
  readonly vgg16: {
    readonly parameters: { readonly top: number; readonly notop: number };
    readonly layers: readonly string[];
    readonly shape: readonly number[];
    readonly output: readonly number[];
    readonly average: readonly number[];
    readonly block3: readonly number[];
  };
}

const golden = JSON.parse(await readFile(new URL('./golden/applications.json', import.meta.url), 'utf8')) as Golden;

function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((received[i] ?? Number.NaN) - value)).toBeLessThan(tolerance * (1 + Math.abs(value)));
  }
}

beforeAll(async () => {
  await openEngine('auto');
});

describe('MobileNet features', () => {
  it('are those of keras.applications.MobileNet with the shipped weights, and frozen', async () => {
    const { parameters, shape, mean, middle } = golden.mobilenet;
    const map = await startSaved('MobileNetFeatures', {}, [null, 224, 224, 3], 'image');
    const y = map.output([1, 224, 224, 3], picture(224, 224));
    expect(y.length).toBe(shape.reduce((a, b) => a * b, 1));
    const at = (3 * 7 + 3) * 1024;
    expectClose(y.subarray(at, at + 1024), middle, 2e-4);
    expect(map.compiled.weights.reduce((sum, { variable }) => sum + variable.size, 0)).toBe(parameters);
    expect(map.compiled.weights.some(({ trainable, moving }) => trainable || moving)).toBe(false);
    expect(map.notes[0]).toMatch(/begins with 125 weights of mobilenet/);
    map.compiled.dispose();
    const pooled = await startSaved('MobileNetFeatures', { pooling: 'avg' }, [null, 224, 224, 3], 'image');
    expectClose(pooled.output([1, 224, 224, 3], picture(224, 224)), mean, 2e-4);
    pooled.compiled.dispose();
  });

  it('refuse pictures without colour, with the mend, and warn of another size', () => {
    const definition = NODES.MobileNetFeatures;
    if (!definition) throw new Error('no such node');
    const params = { pooling: 'none', frozen_up_to: '', cut_at: '' };
    const [input] = exampleSpecs({ input: [{ shape: ['batch', 28, 28, 1], carries: 'image' }] }).input ?? [];
    if (!input) throw new Error('no input');
    const grey = { ...input, axis: { kind: 'grid', input: 'image', rows: 28, cols: 28 } as const };
    const refused = definition.infer({ input: [grey] }, params, { id: 'n', facts: null });
    expect(refused).toMatchObject({ ok: false, problem: { fix: { type: 'set', node: 'image', param: 'color_mode', value: 'rgb' } } });
    const small = definition.infer({ input: [{ ...grey, shape: ['batch', 28, 28, 3] }] }, params, { id: 'n', facts: null });
    expect(small).toMatchObject({ ok: true, warnings: [{ fix: { type: 'insert', kind: 'Resizing', params: { size: [224, 224] } } }] });
  });
});

describe('VGG16', () => {
  const infer = (include_top: boolean) => {
    const definition = NODES.VGG16;
    if (!definition?.weights) throw new Error('no such node');
    const specs = exampleSpecs({ input: [{ shape: ['batch', 224, 224, 3], carries: 'image' }] });
    const params = {
      weights: null,
      include_top,
      pooling: 'none',
      frozen_up_to: 'none',
      cut_at: '',
      trainable: true,
      shares_weights_with: null,
    };
    const context = { id: 'vgg', facts: null };
    expect(definition.infer(specs, params, context).ok).toBe(true);
    return definition.weights(specs, params, context).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  };

  it('has the parameters and the layers of keras.applications.VGG16', () => {
    const { parameters, layers } = golden.vgg16;
    expect(infer(true)).toBe(parameters.top);
    expect(infer(true)).toBe(138_357_544);
    expect(infer(false)).toBe(parameters.notop);
    expect(infer(false)).toBe(14_714_688);
    const params = { weights: null, include_top: true, pooling: 'none', frozen_up_to: '', cut_at: '' };
    expect(NODES.VGG16?.savedModel?.(params)?.layers.map(({ name }) => name)).toEqual(layers);
  });

  it.each([
    ['output', {}],
    ['average', { pooling: 'avg' }],
    ['block3', { cut_at: 'block3_pool' }],
  ] as const)('gives what keras.applications.VGG16 gives with the same weights: %s', async (which, params) => {
    const vgg = await startSaved('VGG16', params, [null, 64, 48, 3], 'image');
    for (const [at, { variable }] of vgg.compiled.weights.entries()) {
      const values = tf.tensor(filled(variable.shape, at), variable.shape);
      variable.assign(values as tf.Tensor<never>);
      values.dispose();
    }
    const [red = [], green = [], blue = []] = [103.939, 116.779, 123.68].map((mean, channel) =>
      picture(64, 48)
        .filter((_, i) => i % 3 === 2 - channel)
        .map((value) => value - mean),
    );
    const input = red.flatMap((value, i) => [value, green[i] ?? 0, blue[i] ?? 0]);
    const expected = golden.vgg16[which];
    const largest = Math.max(...expected.map(Math.abs));
    const received = vgg.output([1, 64, 48, 3], input);
    for (const [i, value] of expected.entries()) expect(Math.abs((received[i] ?? Number.NaN) - value)).toBeLessThan(2e-5 * largest);
    vgg.compiled.dispose();
  });
});
