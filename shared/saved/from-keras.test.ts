import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { StudioError } from '../studio-error';
import { fromKeras } from './from-keras';

type Layer = readonly [name: string, className: string, config: JsonObject, from: readonly string[]];

/** A functional model as Keras 2 writes it. */
function model(layers: readonly Layer[], output: string, more: JsonObject = {}): JsonObject {
  const input = { name: 'x', class_name: 'InputLayer', config: { name: 'x', batch_input_shape: [null, 8, 8, 3] }, inbound_nodes: [] };
  const written = layers.map(([name, class_name, config, from]) => ({
    name,
    class_name,
    config: { name, ...config },
    inbound_nodes: [from.map((source) => [source, 0, 0, {}])],
  }));
  return {
    class_name: 'Model',
    config: { name: 'm', layers: [input, ...written], input_layers: [['x', 0, 0]], output_layers: [[output, 0, 0]], ...more },
  };
}

function refusal(saved: unknown): StudioError {
  try {
    fromKeras(saved);
  } catch (error) {
    if (error instanceof StudioError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

const CONV = { filters: 4, kernel_size: [3, 3] };

describe('a model of Keras', () => {
  it('becomes nodes: defaults of an older Keras filled in, what is usual left out, sources first', () => {
    const saved = model(
      [
        ['sum', 'Add', {}, ['b', 'a']],
        [
          'a',
          'Conv2D',
          {
            ...CONV,
            activation: { class_name: 'relu', config: {} },
            data_format: 'channels_last',
            kernel_regularizer: { class_name: 'L2' },
          },
          ['x'],
        ],
        ['b', 'BatchNormalization', { axis: [3], epsilon: 1.001e-5 }, ['a']],
        ['r', 'ReLU', { max_value: 6 }, ['sum']],
      ],
      'r',
    );
    const { layers, input, output } = fromKeras(saved);
    expect(input).toEqual({ name: 'x', shape: [null, 8, 8, 3] });
    expect(layers.map(({ name }) => name)).toEqual(['a', 'b', 'sum', 'r']);
    // Keras’s convolutions do not pad and have no activation where nothing is said; nodes of ours do.
    expect(layers[0]?.params).toEqual({ filters: 4, padding: 'valid' });
    expect(layers[1]?.params).toEqual({ epsilon: 1.001e-5 });
    expect(layers[2]?.from).toEqual({
      inputs: [
        { layer: 'b', port: 'output' },
        { layer: 'a', port: 'output' },
      ],
    });
    expect(layers[3]).toMatchObject({ kind: 'Activation', params: { activation: 'relu6' } });
    expect(output).toEqual({ layer: 'r', port: 'output' });
  });

  it.each<[string, unknown, string]>([
    ['a class that is not known', model([['l', 'Lambda', {}, ['x']]], 'l'), 'Lambda'],
    ['a setting that is not known', model([['c', 'Conv2D', { ...CONV, data_format: 'channels_first' }, ['x']]], 'c'), 'data_format'],
    ['an absurd size', model([['c', 'Conv2D', { ...CONV, filters: 1e12 }, ['x']]], 'c'), 'filters'],
    ['a size that is none', model([['c', 'Conv2D', { ...CONV, filters: 'many' }, ['x']]], 'c'), 'many'],
    ['an activation that is not known', model([['d', 'Dense', { units: 3, activation: 'evil' }, ['x']]], 'd'), 'evil'],
    ['a regular ReLU with a threshold', model([['r', 'ReLU', { threshold: 2 }, ['x']]], 'r'), 'threshold'],
    [
      'layers in a circle',
      model(
        [
          ['a', 'Add', {}, ['b', 'x']],
          ['b', 'Flatten', {}, ['a']],
        ],
        'b',
      ),
      'circle',
    ],
    ['a layer that takes itself', model([['a', 'Flatten', {}, ['a']]], 'a'), 'circle'],
    ['a layer that takes what is not there', model([['a', 'Flatten', {}, ['ghost']]], 'a'), 'ghost'],
    ['an output that is not there', model([['a', 'Flatten', {}, ['x']]], 'ghost'), 'ghost'],
    [
      'two layers of one name',
      model(
        [
          ['a', 'Flatten', {}, ['x']],
          ['a', 'Flatten', {}, ['x']],
        ],
        'a',
      ),
      'twice',
    ],
    [
      'several inputs',
      model([['a', 'Flatten', {}, ['x']]], 'a', {
        input_layers: [
          ['x', 0, 0],
          ['y', 0, 0],
        ],
      }),
      'several inputs',
    ],
    ['a layer called twice', shared(), '2 calls'],
    ['a class of the user’s own', { class_name: 'MyModel', config: {} }, 'MyModel'],
    [
      'a sequential model that was never built',
      { class_name: 'Sequential', config: { layers: [{ class_name: 'Dense', config: { name: 'd', units: 2 } }] } },
      'built',
    ],
    ['no layers', { class_name: 'Sequential', config: { layers: [] } }, 'list of layers'],
    ['too many layers', { class_name: 'Sequential', config: { layers: Array.from({ length: 6000 }, () => ({})) } }, '5,000'],
    ['a key that leads into JavaScript', model([['c', 'constructor', {}, ['x']]], 'c'), 'constructor'],
    ['nothing', null, 'something else'],
    ['a list', [], 'something else'],
    [
      'an input without a shape',
      {
        class_name: 'Sequential',
        config: {
          layers: [
            { class_name: 'InputLayer', config: { name: 'x', batch_shape: [null, -3] } },
            { class_name: 'Flatten', config: { name: 'f' } },
          ],
        },
      },
      'shape',
    ],
  ])('is refused with words: %s', (_what, saved, word) => {
    const { message, expected, received } = refusal(saved);
    expect(`${message} ${expected} ${received}`).toContain(word);
    expect(expected).not.toBeNull();
  });
});

function shared(): JsonObject {
  const saved = model([['a', 'Flatten', {}, ['x']]], 'a');
  const config = saved.config as { layers: { inbound_nodes: unknown[] }[] } & JsonObject;
  config.layers[1]?.inbound_nodes.push([['x', 0, 0, {}]]);
  return saved;
}
