import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json';
import { NODES } from '../nodes/registry.gen';
import type { DataFacts } from './facts';
import { graphOf } from './graph-of.test-data';
import { inferGraph } from './infer';

// What the issue names of bad graphs, each refused with what was expected, what came and mostly a mend, before anything is built.

const PICTURES: DataFacts = {
  samples: 9,
  inputs: { image: { kind: 'image', height: 28, width: 28, channels: 1 } },
  targets: { class: { kind: 'classes', labels: ['a', 'b', 'c'] } },
};
const TEXTS: DataFacts = { samples: 9, inputs: { text: { kind: 'text' } }, targets: { class: { kind: 'classes', labels: ['a', 'b'] } } };
const NUMBERS: DataFacts = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
  targets: { y: { kind: 'value', column: 'y' } },
};

type Nodes = { readonly [id: string]: string | readonly [kind: string, params: JsonObject] };

const row = { image: 'ImageInput', row: ['Reshape', { target_shape: [28, 28] }] } as const;
const words = { text: 'TextInput', ids: 'TextVectorization', words: ['Embedding', { output_dim: 10 }] } as const;
const flat = { image: 'ImageInput', flat: 'Flatten' } as const;
const WORDS = ['text.text > ids.text', 'ids.ids > words.ids'];

const BAD: readonly (readonly [what: string, facts: DataFacts, nodes: Nodes, wires: readonly string[], node: string, problem: object])[] = [
  [
    'one probability for three classes',
    PICTURES,
    { ...flat, bad: 'BinaryClassification' },
    ['image.image > flat.input', 'flat.output > bad.input'],
    'bad',
    { expected: 'data with two classes', received: '3 classes' },
  ],
  [
    'classes of a column of numbers',
    NUMBERS,
    { table: 'TableInput', bad: 'Classification' },
    ['table.columns > bad.input'],
    'bad',
    { expected: 'a target column of classes', received: 'numbers in “y”' },
  ],
  [
    'counts that are standardized',
    NUMBERS,
    { table: 'TableInput', bad: ['Regression', { loss: 'poisson' }] },
    ['table.columns > bad.input'],
    'bad',
    { expected: 'numbers as they are in the data', received: 'standardized ones' },
  ],
  [
    'attention over two widths that cannot meet',
    TEXTS,
    { ...words, other: ['Embedding', { output_dim: 6 }], bad: 'Attention' },
    [...WORDS, 'ids.ids > other.ids', 'words.output > bad.query', 'other.output > bad.value'],
    'bad',
    { port: 'query', expected: '6 features', received: '10 features' },
  ],
  [
    'a mask of another shape',
    PICTURES,
    { ...row, other: ['Reshape', { target_shape: [56, 14] }], scores: 'DotSimilarity', bad: 'MultiHeadAttention' },
    [
      'image.image > row.input',
      'image.image > other.input',
      'other.output > scores.query',
      'row.output > bad.query',
      'scores.output > bad.mask',
    ],
    'bad',
    { port: 'mask', expected: '28×28 or 1×28', received: '56×56' },
  ],
  [
    'heads that do not divide the features',
    TEXTS,
    { ...words, bad: ['TransformerEncoder', { num_heads: 4 }] },
    [...WORDS, 'words.output > bad.input'],
    'bad',
    { expected: 'heads that divide the features, or a size of their own', received: '10 ÷ 4' },
  ],
  [
    'a window larger than the picture',
    PICTURES,
    { image: 'ImageInput', bad: ['Conv2D', { kernel_size: [40, 40], padding: 'valid' }] },
    ['image.image > bad.input'],
    'bad',
    { port: 'input', expected: 'at least 40 × 40', received: '28×28' },
  ],
  [
    'dilation with strides',
    PICTURES,
    { image: 'ImageInput', bad: ['DepthwiseConv2D', { dilation_rate: 2, strides: [2, 2] }] },
    ['image.image > bad.input'],
    'bad',
    { expected: 'strides of 1, or a dilation of 1', received: 'strides 2 × 2, dilation 2' },
  ],
  [
    'groups that do not divide',
    PICTURES,
    { image: 'ImageInput', bad: ['Conv2D', { groups: 3 }] },
    ['image.image > bad.input'],
    'bad',
    { port: 'input', received: '1 channels, 32 filters, 3 groups' },
  ],
  [
    'weights of a node that needs others',
    PICTURES,
    { ...flat, one: ['Dense', { units: 5 }], bad: ['Dense', { units: 5, shares_weights_with: 'one' }] },
    ['image.image > flat.input', 'flat.output > one.input', 'one.output > bad.input'],
    'bad',
    { expected: '784×5, 5', received: '5×5, 5' },
  ],
  [
    'ids where numbers are wanted',
    TEXTS,
    { ...words, bad: 'Dense' },
    [...WORDS, 'ids.ids > bad.input'],
    'bad',
    { port: 'input', message: '“input” of Dense does not take ids.' },
  ],
  [
    'fewer vectors than ids',
    TEXTS,
    { text: 'TextInput', ids: ['TextVectorization', { max_tokens: 1000 }], bad: ['Embedding', { input_dim: 10 }] },
    ['text.text > ids.text', 'ids.ids > bad.ids'],
    'bad',
    { expected: 'at least 1000', received: '10' },
  ],
  [
    'a row of an unknown number of words',
    TEXTS,
    { ...words, bad: 'Flatten' },
    [...WORDS, 'words.output > bad.input'],
    'bad',
    { expected: 'sizes that are numbers' },
  ],
  [
    'quantiles that are none',
    NUMBERS,
    { table: 'TableInput', bad: ['QuantileRegression', { quantiles: [0.5, 1.5] }] },
    ['table.columns > bad.input'],
    'bad',
    { expected: '1 to 99 numbers between 0 and 1', received: '0.5, 1.5' },
  ],
];

describe('a bad graph', () => {
  it.each(BAD)('with %s is refused in words', (_what, facts, nodes, wires, node, expected) => {
    const { problems, nodes: reports } = inferGraph(graphOf(nodes, [...wires]), NODES, facts);
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ node, ...expected });
    expect(errors[0]?.expected).toMatch(/\S/);
    expect(errors[0]?.received).toMatch(/\S/);
    // Nothing goes on from it, but for a node whose weights alone are the trouble.
    if (!('shares_weights_with' in (reports[node]?.params ?? {})) || reports[node]?.params?.shares_weights_with === null)
      expect(reports[node]?.outputs).toEqual({});
  });

  it('of patches that do not cover the picture is warned of, also within a Vision Transformer', () => {
    for (const kind of ['PatchEmbedding', 'VisionTransformer']) {
      const graph = graphOf({ image: 'ImageInput', vit: [kind, { patch_size: [5, 5] }] }, ['image.image > vit.input']);
      const { problems } = inferGraph(graph, NODES, PICTURES);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ severity: 'warning', received: '28 × 28' });
      expect(problems[0]?.message).toContain('Whole patches do not cover the picture');
    }
  });

  it('of more words than positions is warned of', () => {
    const graph = graphOf({ ...words, bad: ['PositionEmbedding', { sequence_length: 64 }] }, [...WORDS, 'words.output > bad.input']);
    expect(inferGraph(graph, NODES, TEXTS).problems).toMatchObject([{ severity: 'warning', expected: 'never more than 64 places' }]);
  });

  it('with a million patches is answered at once', () => {
    const graph = graphOf({ image: 'ImageInput', bad: ['PatchEmbedding', { num_patches: 1_000_000 }] }, ['image.image > bad.input']);
    const began = performance.now();
    expect(inferGraph(graph, NODES, PICTURES).problems[0]?.fix?.title).toBe('Use 784 patches');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
