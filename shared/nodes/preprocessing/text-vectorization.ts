import { defineNode, refuse } from '../../graph/define-node';
import { bool, choice, type FileValue, file, int, optionalInt } from '../../graph/params';

/** `words`, or a name of its own for a second text, so that two lengths are never taken for one. */
function lengthName(id: string): string {
  return id.startsWith('text_vectorization') ? id.replace('text_vectorization', 'words') : `${id}_words`;
}

/** Padding, unknown and the 256 bytes, which every piece of text is made of. */
const FEWEST_PIECES = 258;

const UNITS = { whitespace: 'words', character: 'characters', bpe: 'pieces', file: 'pieces' } as const;

/** How many ids there are; null: the tokenizer is not known yet. */
function idCount(p: {
  readonly split: keyof typeof UNITS;
  readonly max_tokens: number;
  readonly tokenizer: FileValue | null;
}): number | null {
  return p.split === 'file' ? (p.tokenizer?.facts.ids ?? null) : p.max_tokens;
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** Keras `TextVectorization`, computed before the model: where ids enter it. */
export const textVectorization = defineNode({
  kind: 'TextVectorization',
  family: 'preprocessing',
  title: 'Text vectorization',
  letter: 'V',
  everyday: true,
  keywords: [
    'tokenizer',
    'tokenize',
    'tokeniser',
    'vocabulary',
    'words',
    'ids',
    'bpe',
    'byte pair',
    'subword',
    'wordpiece',
    'sentencepiece',
    'hugging face',
  ],
  doc: 'Splits text into words, characters or pieces of words and gives each its number in a vocabulary learned from the training data, or in that of a pretrained tokenizer. 0 is padding, 1 an unknown word.',
  formula: 'text → tokens → their places in the vocabulary',
  source: 'Keras TextVectorization; byte-level BPE: Sennrich et al. 2016, arXiv:1508.07909, and Hugging Face’s tokenizers',
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
      doc: 'What is done to the text before it is split. A tokenizer.json brings its own.',
    }),
    split: choice({
      options: ['whitespace', 'character', 'bpe', 'file'],
      default: 'whitespace',
      doc: 'Where a text is split: between words, at every character, into pieces of words that your data has often (bpe), or as a pretrained tokenizer has it (file).',
      advanced: true,
    }),
    tokenizer: {
      ...file({
        read: 'tokenizer',
        accepts: ['.json'],
        doc: 'With split “file”: a tokenizer.json of Hugging Face. A run takes a copy and needs the file no more.',
        advanced: true,
      }),
      onlyIf: { param: 'split', is: 'file' },
    },
    special_tokens: bool({
      default: true,
      doc: 'With split “file”: puts its special tokens around every text, such as [CLS] and [SEP].',
      advanced: true,
    }),
  },
  summary: (p) => {
    const length = p.output_sequence_length === null ? '' : `, ${p.output_sequence_length} a text`;
    const count = idCount(p);
    if (p.split === 'file') return `${p.tokenizer ? fileName(p.tokenizer.path) : 'no tokenizer chosen'}${length}`;
    return `${(count ?? 0).toLocaleString('en')} ${UNITS[p.split]}${length}`;
  },
  infer: (_inputs, p, { id }) => {
    if (p.split === 'bpe' && p.max_tokens < FEWEST_PIECES) {
      return refuse('Pieces of words begin with the 256 bytes, which this vocabulary has no room for.', {
        expected: `max_tokens of at least ${FEWEST_PIECES}`,
        received: String(p.max_tokens),
        fix: { type: 'set', title: 'Set max_tokens to 1,000', param: 'max_tokens', value: 1000 },
      });
    }
    const vocabulary = idCount(p);
    if (vocabulary === null) {
      return refuse(p.tokenizer ? 'The tokenizer has not been read yet.' : 'Split “file” needs a tokenizer.', {
        expected: 'a tokenizer.json, chosen in the inspector under More',
        received: p.tokenizer ? p.tokenizer.path : 'none',
        fix: p.tokenizer ? null : { type: 'set', title: 'Learn pieces from the data instead', param: 'split', value: 'bpe' },
      });
    }
    return {
      ok: true,
      outputs: {
        ids: {
          shape: ['batch', p.output_sequence_length ?? lengthName(id)],
          dtype: 'int32',
          carries: 'ids',
          axis: { kind: 'tokens', input: id },
          vocabulary,
        },
      },
    };
  },
  feed: (p, { id }, inputs) => ({
    kind: 'text',
    node: id,
    source: inputs.text?.[0]?.source ?? 'text',
    max_tokens: p.max_tokens,
    output_sequence_length: p.output_sequence_length,
    standardize: p.standardize,
    split: p.split,
    ...(p.split === 'file' && p.tokenizer
      ? { tokenizer: { path: p.tokenizer.path, ids: p.tokenizer.facts.ids ?? 0, special_tokens: p.special_tokens } }
      : {}),
  }),
  layers: ({ id, params: p }) => ({
    records: [
      { name: id, class_name: 'InputLayer', config: { batch_shape: [null, p.output_sequence_length], dtype: 'int32' }, inbound: [] },
    ],
    outputs: { ids: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'any length', params: {}, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } },
    { name: 'pieces of words', params: { split: 'bpe', max_tokens: 300 }, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } },
    {
      name: 'a pretrained tokenizer',
      params: { split: 'file', tokenizer: { path: 'tokenizer.json', facts: { ids: 30_522 } } },
      inputs: { text: [{ shape: ['batch'], carries: 'text' }] },
    },
    { name: 'fixed length', params: { output_sequence_length: 6 }, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } },
  ],
});
