import { describe, expect, it } from 'vitest';
import type { LayerRecord } from '../graph/layer-record';
import type { JsonObject } from '../json';
import { engineRecords } from './engine-records';
import { kerasTopology } from './keras-topology';

const record = (name: string, class_name: string, inbound: readonly string[], config: JsonObject = {}, call?: JsonObject): LayerRecord => ({
  name,
  class_name,
  config,
  inbound: inbound.map((layer) => ({ layer, output: 0 })),
  ...(call ? { call } : {}),
});

const WORDS = [
  record('ids', 'InputLayer', [], { batch_shape: [null, null], dtype: 'int32' }),
  record('words', 'Embedding', ['ids'], { input_dim: 9, output_dim: 4, mask_zero: true }),
];
const VECTORS = record('vectors', 'InputLayer', [], { batch_shape: [null, 5, 4], dtype: 'float32' });

/** The inputs of the last record, as names. */
function lastInputs(records: readonly LayerRecord[]): readonly string[] {
  return (
    engineRecords(records)
      .at(-1)
      ?.inbound.map((ref) => ref.layer) ?? []
  );
}
const last = (records: readonly LayerRecord[]): LayerRecord | undefined => engineRecords(records).at(-1);

describe('masks as tensors', () => {
  it('come from an Embedding’s ids, and switch off tfjs’s own', () => {
    const built = engineRecords([...WORDS, record('lstm', 'LSTM', ['words'], { units: 2 })]);
    expect(built.map((r) => [r.name, r.class_name])).toEqual([
      ['ids', 'InputLayer'],
      ['words', 'Embedding'],
      ['words_mask', 'PaddingMask'],
      ['lstm', 'StudioLSTM'],
    ]);
    expect(built[1]?.config.mask_zero).toBe(false);
    expect(built[3]?.config.masked).toBe(true);
    expect(built[3]?.inbound.map((ref) => ref.layer)).toEqual(['words', 'words_mask']);
  });

  it.each([
    ['Dropout', {}, true],
    ['Dense', { units: 4 }, true],
    ['LayerNormalization', {}, true],
    ['LSTM', { units: 4, return_sequences: true }, true],
    ['Bidirectional', { layer: { class_name: 'LSTM', config: { units: 2, return_sequences: true } } }, true],
    ['Reshape', { target_shape: [-1, 4] }, false],
  ])('pass through %s where Keras passes them', (className, config, passes) => {
    const records = [...WORDS, record('between', className, ['words'], config), record('mean', 'GlobalAveragePooling1D', ['between'])];
    expect(lastInputs(records)).toEqual(passes ? ['between', 'words_mask'] : ['between']);
    expect(last(records)?.config.masked).toBe(passes);
  });

  it('are joined by Add only where every input has one', () => {
    const second = record('other', 'Embedding', ['ids'], { input_dim: 9, output_dim: 4, mask_zero: true });
    const mean = record('mean', 'GlobalAveragePooling1D', ['sum']);
    expect(lastInputs([...WORDS, second, record('sum', 'Add', ['words', 'other']), mean])).toEqual(['sum', 'sum_mask']);
    expect(lastInputs([...WORDS, record('dense', 'Dense', ['words']), record('sum', 'Add', ['words', 'dense']), mean])).toEqual([
      'sum',
      'words_mask',
    ]);
    expect(lastInputs([...WORDS, VECTORS, record('sum', 'Add', ['words', 'vectors']), mean])).toEqual(['sum']);
  });
});

describe('attention’s inputs', () => {
  it('come once each, with the part that each plays', () => {
    const built = last([...WORDS, record('mha', 'MultiHeadAttention', ['words', 'words'], { num_heads: 2 }, { use_causal_mask: true })]);
    expect(built?.inbound.map((ref) => ref.layer)).toEqual(['words', 'words_mask']);
    expect(built?.config).toEqual({
      num_heads: 2,
      use_causal_mask: true,
      slots: { query: 0, value: 0, key: 0, query_mask: 1, value_mask: 1 },
    });
  });

  it('leave out the mask of a separate key for Attention, not for MultiHeadAttention', () => {
    const inputs = ['vectors', 'vectors', 'words'];
    expect(last([...WORDS, VECTORS, record('a', 'Attention', inputs)])?.config.slots).toEqual({ query: 0, value: 0, key: 1 });
    expect(last([...WORDS, VECTORS, record('a', 'MultiHeadAttention', inputs)])?.config.slots).toEqual({
      query: 0,
      value: 0,
      key: 1,
      key_mask: 2,
    });
  });
});

describe('kerasTopology', () => {
  it('is a functional model in Keras 2’s form', () => {
    const records = [
      record('x', 'InputLayer', [], { batch_shape: [null, 3], dtype: 'float32' }),
      record('y', 'Dense', ['x'], { units: 2 }),
    ];
    const feed = { kind: 'table' as const, node: 'x', source: 'table', columns: ['a', 'b', 'c'], standardize: true };
    const topology = kerasTopology({ feeds: [feed], records, targets: [], maps: [], parameters: 8 }, [{ layer: 'y', output: 0 }]);
    expect(topology).toEqual({
      class_name: 'Functional',
      config: {
        name: 'model',
        layers: [
          { name: 'x', class_name: 'InputLayer', config: { name: 'x', dtype: 'float32', batch_input_shape: [null, 3] }, inbound_nodes: [] },
          { name: 'y', class_name: 'Dense', config: { name: 'y', units: 2 }, inbound_nodes: [[['x', 0, 0, {}]]] },
        ],
        input_layers: [['x', 0, 0]],
        output_layers: [['y', 0, 0]],
      },
    });
  });

  it('calls a shared layer again', () => {
    const records = [
      record('a', 'InputLayer', [], { batch_shape: [null, 3], dtype: 'float32' }),
      record('b', 'InputLayer', [], { batch_shape: [null, 3], dtype: 'float32' }),
      record('tower', 'Dense', ['a'], { units: 2 }),
      { ...record('tower_again', 'Dense', ['b'], { units: 2 }), shares: 'tower' },
      record('sum', 'Add', ['tower', 'tower_again']),
    ];
    const { config } = kerasTopology({ feeds: [], records, targets: [], maps: [], parameters: 8 }, [{ layer: 'tower_again', output: 0 }]);
    expect(config).toMatchObject({
      layers: [
        { name: 'a' },
        { name: 'b' },
        { name: 'tower', inbound_nodes: [[['a', 0, 0, {}]], [['b', 0, 0, {}]]] },
        {
          name: 'sum',
          inbound_nodes: [
            [
              ['tower', 0, 0, {}],
              ['tower', 1, 0, {}],
            ],
          ],
        },
      ],
      output_layers: [['tower', 1, 0]],
    });
  });

  it('hands a tensor that one layer takes twice as two', () => {
    const built = engineRecords([VECTORS, record('sum', 'Add', ['vectors', 'vectors'])]);
    expect(built.map((r) => r.class_name)).toEqual(['InputLayer', 'Activation', 'Add']);
    expect(built[2]?.inbound.map((ref) => ref.layer)).toEqual(['vectors', built[1]?.name]);
  });

  it('keeps a dilated convolution trainable', () => {
    expect(last([VECTORS, record('c', 'Conv2D', ['vectors'], { dilation_rate: [2, 2] })])?.class_name).toBe('StudioConvolution');
    expect(last([VECTORS, record('c', 'Conv2D', ['vectors'], { dilation_rate: [1, 1] })])?.class_name).toBe('Conv2D');
  });
});
