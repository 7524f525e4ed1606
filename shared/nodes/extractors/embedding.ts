import { defineNode, type Inference, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { bool, type FileValue, file, int, optionalInt } from '../../graph/params';
import type { ValueSpec } from '../../graph/spec';

const sizeOf = (x: ValueSpec, asked: number | null): number | null => asked ?? x.vocabulary ?? null;

/** What keeps the rows from starting with the vectors of a file; null: nothing. */
function refuseVectors({ path, facts }: FileValue, output_dim: number, x: ValueSpec): Inference | null {
  if (x.axis === undefined) {
    return refuse('Pretrained vectors need words, and these ids come from no vocabulary.', {
      port: 'ids',
      expected: 'ids of Text vectorization',
      received: 'other ids',
      fix: { type: 'set', title: 'Start as always', param: 'vectors', value: null },
    });
  }
  const { width } = facts;
  if (width === undefined) {
    return refuse('The file of vectors has not been read yet. Choose it again in the inspector under More.', { received: path });
  }
  if (width === output_dim) return null;
  return refuse(`The vectors of the file have ${width} numbers each, this node’s ${output_dim}.`, {
    expected: `output_dim ${width}`,
    received: String(output_dim),
    fix: { type: 'set', title: `Set output_dim to ${width}`, param: 'output_dim', value: width },
  });
}

/** Keras `Embedding`. */
export const embedding = defineNode({
  kind: 'Embedding',
  family: 'extractor',
  title: 'Embedding',
  letter: 'E',
  everyday: true,
  keywords: ['masking', 'words', 'tokens', 'lookup', 'vectors', 'glove', 'word2vec', 'pretrained'],
  doc: 'A learned vector for every word: ids go in, their vectors come out.',
  formula: 'row `id` of W',
  source: 'Bengio et al. 2003; vectors to start from: Mikolov et al. 2013, arXiv:1301.3781; Pennington et al. 2014 (GloVe)',
  inputs: [{ name: 'ids', doc: 'One number a word', accepts: ['ids'] }],
  outputs: [{ name: 'output', doc: 'One vector a word' }],
  params: {
    output_dim: int({ default: 64, max: 65_536, doc: 'Size of each vector.' }),
    mask_zero: bool({ default: true, doc: 'Marks padding (id 0), so that later layers leave it out.' }),
    input_dim: optionalInt({
      default: null,
      nullable: 'as many as the vocabulary has',
      max: 10_000_000,
      doc: 'Number of ids.',
      advanced: true,
    }),
    vectors: file({
      read: 'vectors',
      accepts: ['.txt', '.vec'],
      doc: 'Vectors that the words start from, in GloVe’s or word2vec’s text format. Words that the file lacks start as always; a run needs the file only to begin.',
      advanced: true,
    }),
  },
  summary: (p) => `${p.output_dim} a word${p.vectors ? ', pretrained' : ''}${p.mask_zero ? ', padding masked' : ''}`,
  mend: (received, port) =>
    received.carries === 'text'
      ? { type: 'insert', title: 'Insert Text vectorization', port, kind: 'TextVectorization', params: {}, input: 'text', output: 'ids' }
      : null,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'ids');
    const count = sizeOf(x, p.input_dim);
    if (count === null) {
      return refuse('Embedding needs to know how many ids there are.', {
        port: 'ids',
        expected: 'a vocabulary, or a number in input_dim',
        received: 'neither',
      });
    }
    if (x.vocabulary !== undefined && count < x.vocabulary) {
      return refuse(`The vocabulary has ${x.vocabulary} ids, this node vectors for ${count}.`, {
        port: 'ids',
        expected: `at least ${x.vocabulary}`,
        received: String(count),
        fix: { type: 'set', title: `Use the ${x.vocabulary} ids of the vocabulary`, param: 'input_dim', value: null },
      });
    }
    const unfit = p.vectors ? refuseVectors(p.vectors, p.output_dim, x) : null;
    if (unfit) return unfit;
    // Only words and pieces are padded with 0: a bin or a category of that number is one like any other.
    const counted = x.axis?.kind === 'columns' && p.mask_zero;
    return {
      ok: true,
      outputs: {
        output: { shape: [...x.shape, p.output_dim], dtype: 'float32', carries: 'sequence', axis: x.axis, masked: p.mask_zero },
      },
      ...(counted
        ? {
            warnings: [
              {
                message: 'Id 0 is a value here, not padding, and would be left out.',
                port: 'ids',
                expected: 'mask_zero off',
                received: 'on',
                fix: { type: 'set', title: 'Turn mask_zero off', param: 'mask_zero', value: false },
              },
            ],
          }
        : {}),
    };
  },
  vectors: (inputs, p) => {
    const { axis } = inputOf(inputs, 'ids');
    return p.vectors && axis ? { weight: 'embeddings', path: p.vectors.path, width: p.output_dim, feed: axis.input } : null;
  },
  weights: (inputs, p) => [
    { name: 'embeddings', shape: [sizeOf(inputOf(inputs, 'ids'), p.input_dim) ?? 0, p.output_dim], trainable: true },
  ],
  layers: ({ id, params: p, specs, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Embedding',
        config: { input_dim: sizeOf(inputOf(specs, 'ids'), p.input_dim) ?? 0, output_dim: p.output_dim, mask_zero: p.mask_zero },
        inbound: [refOf(refs, 'ids')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'words', params: { output_dim: 4 }, inputs: { ids: [{ shape: ['batch', 'words'], carries: 'ids', vocabulary: 9 }] } },
    {
      name: 'without mask',
      params: { output_dim: 3, mask_zero: false, input_dim: 12 },
      inputs: { ids: [{ shape: ['batch', 4], carries: 'ids', vocabulary: 9 }] },
    },
  ],
});
