import { defineNode } from '../../graph/define-node';
import { choice, int, optionalInt } from '../../graph/params';

/** `words`, or a name of its own for a second text, so that two lengths are never taken for one. */
function lengthName(id: string): string {
  return id.startsWith('text_vectorization') ? id.replace('text_vectorization', 'words') : `${id}_words`;
}

/** Keras `TextVectorization`, computed before the model: where ids enter it. */
export const textVectorization = defineNode({
  kind: 'TextVectorization',
  family: 'preprocessing',
  title: 'Text vectorization',
  letter: 'V',
  everyday: true,
  keywords: ['tokenize', 'tokeniser', 'vocabulary', 'words', 'ids'],
  doc: 'Splits text into words and gives each its number in a vocabulary learned from the training data. 0 is padding, 1 an unknown word.',
  source: 'Keras TextVectorization',
  inputs: [{ name: 'text', doc: 'One text a sample', accepts: ['text'] }],
  outputs: [{ name: 'ids', doc: 'One number a word' }],
  params: {
    max_tokens: int({ default: 10_000, min: 3, max: 1_000_000, doc: 'Words kept, the most frequent first; padding and unknown count.' }),
    output_sequence_length: optionalInt({
      default: null,
      nullable: 'as long as the longest of the batch',
      max: 8192,
      doc: 'Words a text: longer ones are cut, shorter ones padded.',
    }),
    standardize: choice({
      options: ['lower_and_strip_punctuation', 'lower', 'none'],
      default: 'lower_and_strip_punctuation',
      doc: 'What is done to the text before it is split.',
    }),
    split: choice({ options: ['whitespace', 'character'], default: 'whitespace', doc: 'Where a text is split.', advanced: true }),
  },
  summary: (p) => {
    const units = p.split === 'character' ? 'characters' : 'words';
    const length = p.output_sequence_length;
    return `${p.max_tokens.toLocaleString('en')} ${units}${length === null ? '' : `, ${length} a text`}`;
  },
  infer: (_inputs, p, { id }) => ({
    ok: true,
    outputs: {
      ids: {
        shape: ['batch', p.output_sequence_length ?? lengthName(id)],
        dtype: 'int32',
        carries: 'ids',
        axis: { kind: 'tokens', input: id },
        vocabulary: p.max_tokens,
      },
    },
  }),
  feed: (p, { id }) => ({
    kind: 'text',
    node: id,
    max_tokens: p.max_tokens,
    output_sequence_length: p.output_sequence_length,
    standardize: p.standardize,
    split: p.split,
  }),
  layers: ({ id, params: p }) => ({
    records: [
      { name: id, class_name: 'InputLayer', config: { batch_shape: [null, p.output_sequence_length], dtype: 'int32' }, inbound: [] },
    ],
    outputs: { ids: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'any length', params: {}, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } },
    { name: 'fixed length', params: { output_sequence_length: 6 }, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } },
  ],
});
