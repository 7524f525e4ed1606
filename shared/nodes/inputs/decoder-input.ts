import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { choice, int, optionalInt } from '../../graph/params';
import { findTarget } from '../data-part';

const find = (p: { readonly target: string | null }, { id, facts }: InferContext) =>
  findTarget(facts, 'sequence', p.target, {
    title: 'Target so far',
    id,
    words: 'a text to write',
    other: (other) =>
      refuse('The data has no text that the model could learn to write: read a column as “text to write” in the data panel.', {
        expected: 'a target column of texts',
        received: other.kind,
      }),
  });

/** `target_so_far`, or a name of its own for a second one, so that two lengths are never taken for one. */
const lengthName = (id: string): string => (id.startsWith('decoder_input') ? id.replace('decoder_input', 'target_so_far') : `${id}_so_far`);

/** Where the target so far enters a decoder: teacher forcing in training, what was written where it predicts. */
export const decoderInput = defineNode({
  kind: 'DecoderInput',
  family: 'input',
  title: 'Target so far',
  letter: 'I',
  keywords: ['teacher forcing', 'decoder', 'seq2seq', 'translation', 'shifted right', 'autoregressive', 'start token'],
  doc: 'What a decoder has written so far, as ids. In training the target itself, one place later and behind a start token (teacher forcing), so that every place learns the next word; where the model predicts, its own words. Words are learned from the targets of the training data; 0 is padding, 1 an unknown word, 2 the start, 3 the end.',
  source:
    'Williams & Zipser 1989, “A learning algorithm for continually running fully recurrent neural networks”; Sutskever et al. 2014, arXiv:1409.3215',
  inputs: [],
  outputs: [{ name: 'ids', doc: 'One number a word, the start first' }],
  params: {
    target: dataName({ of: 'target', kind: 'sequence', doc: 'Which texts of the data are to be written, where it has several.' }),
    max_tokens: int({
      default: 10_000,
      min: 5,
      max: 1_000_000,
      doc: 'Words that the model can write, the most frequent first; padding, unknown, start and end count.',
    }),
    output_sequence_length: optionalInt({
      default: null,
      nullable: 'as the longest of the batch needs',
      min: 2,
      max: 8192,
      doc: 'Places a text, its end included: longer ones are cut, shorter ones padded.',
    }),
    standardize: choice({
      options: ['lower_and_strip_punctuation', 'lower', 'none'],
      default: 'lower_and_strip_punctuation',
      doc: 'What is done to the target before it is split. What the model writes looks like that, too.',
    }),
    split: choice({
      options: ['whitespace', 'character'],
      default: 'whitespace',
      doc: 'What is written one after the other: words, or characters.',
      advanced: true,
    }),
  },
  summary: (p) => {
    const length = p.output_sequence_length === null ? '' : `, ${p.output_sequence_length} a text`;
    return `${p.max_tokens.toLocaleString('en')} ${p.split === 'character' ? 'characters' : 'words'}${length}`;
  },
  infer: (_inputs, p, context) => {
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const decodes = {
      target: found.name,
      tokens: { max_tokens: p.max_tokens, standardize: p.standardize, split: p.split },
      length: p.output_sequence_length,
    };
    return {
      ok: true,
      outputs: {
        ids: {
          shape: ['batch', p.output_sequence_length ?? lengthName(context.id)],
          dtype: 'int32',
          carries: 'ids',
          axis: { kind: 'tokens', input: context.id, decodes },
          vocabulary: p.max_tokens,
        },
      },
    };
  },
  feed: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'decoder',
      node: context.id,
      source: found.ok ? found.name : 'sequence',
      tokens: { max_tokens: p.max_tokens, standardize: p.standardize, split: p.split },
      length: p.output_sequence_length,
    };
  },
  layers: ({ id, params: p }) => ({
    records: [
      { name: id, class_name: 'InputLayer', config: { batch_shape: [null, p.output_sequence_length], dtype: 'int32' }, inbound: [] },
    ],
    outputs: { ids: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'any length', params: {}, inputs: {} },
    { name: 'fixed length', params: { output_sequence_length: 6, max_tokens: 30 }, inputs: {} },
  ],
});
