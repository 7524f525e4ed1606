import { describe, expect, it } from 'vitest';
import type { ModelPlan } from '../../../shared/codegen/plan';
import type { LayerRecord } from '../../../shared/graph/layer-record';
import type { JsonObject } from '../../../shared/json';
import { paddableFeeds } from './paddable-feeds';

const layer = (name: string, class_name: string, from: readonly string[], config: JsonObject = {}): LayerRecord => ({
  name,
  class_name,
  config,
  inbound: from.map((ref) => ({ layer: ref, output: 0 })),
});

function feedsOf(records: readonly LayerRecord[], maskZero = true): string[] {
  const words = {
    kind: 'text',
    node: 'words',
    source: 'text',
    max_tokens: 9,
    output_sequence_length: null,
    standardize: 'none',
    split: 'whitespace',
  } as const;
  const last = records.at(-1)?.name ?? 'embedding';
  const plan: ModelPlan = {
    feeds: [words],
    records: [
      layer('words', 'InputLayer', [], { batch_shape: [null, null] }),
      layer('embedding', 'Embedding', ['words'], { mask_zero: maskZero }),
      ...records,
    ],
    targets: [
      {
        plan: { kind: 'classes', node: last, target: 'class', classes: 2, loss: 'categorical_crossentropy', label_smoothing: 0 },
        ref: { layer: last, output: 0 },
      },
    ],
    maps: [],
    parameters: 0,
  };
  return [...paddableFeeds(plan)];
}

describe('paddableFeeds', () => {
  it.each([
    ['mean', [layer('mean', 'GlobalAveragePooling1D', ['embedding'])]],
    ['last state', [layer('dense', 'Dense', ['embedding']), layer('lstm', 'LSTM', ['dense'])]],
    [
      'attention, added',
      [
        layer('look', 'MultiHeadAttention', ['embedding', 'embedding']),
        layer('add', 'Add', ['embedding', 'look']),
        layer('mean', 'GlobalAveragePooling1D', ['add']),
      ],
    ],
    [
      'every state, then their mean',
      [layer('lstm', 'LSTM', ['embedding'], { return_sequences: true }), layer('mean', 'GlobalAveragePooling1D', ['lstm'])],
    ],
  ] as const)('takes texts whose padding is left out: %s', (_name, records) => {
    expect(feedsOf(records)).toEqual(['words']);
  });

  it.each([
    [
      'the mask is lost on the way',
      [layer('form', 'Reshape', ['embedding'], { target_shape: [-1, 4] }), layer('mean', 'GlobalAveragePooling1D', ['form'])],
    ],
    [
      'added to something without padding',
      [layer('other', 'InputLayer', []), layer('add', 'Add', ['embedding', 'other']), layer('mean', 'GlobalAveragePooling1D', ['add'])],
    ],
    ['every place is judged', [layer('tags', 'Dense', ['embedding'])]],
    ['a layer that sees padding', [layer('conv', 'Reshape', ['embedding']), layer('mean', 'GlobalAveragePooling1D', ['conv'])]],
  ] as const)('leaves the others: %s', (_name, records) => {
    expect(feedsOf(records)).toEqual([]);
  });

  it('leaves texts without a mask', () => {
    expect(feedsOf([layer('mean', 'GlobalAveragePooling1D', ['embedding'])], false)).toEqual([]);
  });
});
