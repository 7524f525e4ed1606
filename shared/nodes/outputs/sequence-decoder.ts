import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, int, optionalInt } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import type { Decoding } from '../../graph/targets/written-tokens';
import { mendToSequence } from '../mends';

/** What is written along the places of a value; null: they are no target's. */
function decodingOf({ axis }: ValueSpec): { readonly decodes: Decoding; readonly feed: string } | null {
  return axis?.kind === 'tokens' && axis.decodes ? { decodes: axis.decodes, feed: axis.input } : null;
}

/** Keras `Dense` with a softmax over the vocabulary, at every place of the target so far. */
export const sequenceDecoder = defineNode({
  kind: 'SequenceDecoder',
  family: 'output',
  title: 'Next word',
  letter: 'Y',
  keywords: ['seq2seq', 'translation', 'decoder', 'language model', 'beam search', 'greedy', 'generate', 'sequence to sequence', 'output'],
  doc: 'At every place of the target so far, the probability of each word to come next. Trained on all places at once, padding left out: every real word of a batch counts the same. Predicts by a search that starts with the start token and gives the model its own words again, until it writes the end: greedy takes the likeliest word, beam keeps several beginnings.',
  formula: 'softmax(x W + b); loss: −Σ ln p(word) / number of words; beams are ranked by ln P / ((5 + length) / 6)^length_penalty',
  source:
    'Sutskever et al. 2014, arXiv:1409.3215; Graves 2012, arXiv:1211.3711 (beam search); Wu et al. 2016, arXiv:1609.08144, equation 14 (length penalty)',
  inputs: [{ name: 'input', doc: 'The features at each place of “Target so far”', accepts: ['sequence'] }],
  outputs: [{ name: 'probabilities', doc: 'One probability a word, at each place' }],
  params: {
    search: choice({
      options: ['greedy', 'beam'],
      default: 'greedy',
      doc: 'How a text is written: always the likeliest next word (greedy), or the likeliest of several beginnings that are kept (beam).',
    }),
    beam_width: int({ default: 4, min: 1, max: 64, doc: 'Beam search: how many beginnings are kept.' }),
    length_penalty: float({
      default: 0.6,
      min: 0,
      max: 5,
      step: 0.1,
      doc: 'Beam search: 0 ranks by probability, which prefers short texts; more helps the longer ones.',
      advanced: true,
    }),
    max_length: optionalInt({
      default: null,
      nullable: 'as the longest target of the training data',
      max: 1024,
      doc: 'Words that are written at most.',
    }),
    use_bias: bool({ default: true, doc: 'Adds a learned number to each word’s.', advanced: true }),
    label_smoothing: float({
      default: 0,
      min: 0,
      max: 0.99,
      doc: 'Draws the targets 0 and 1 towards equal probabilities.',
      advanced: true,
    }),
  },
  summary: (p) => (p.search === 'beam' ? `beam search, ${p.beam_width} beams` : 'greedy search'),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Next word needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const decoding = decodingOf(x);
    if (!decoding) {
      return refuse('Next word needs the places of a “Target so far”: each of them tells the word after it.', {
        port: 'input',
        expected: 'a sequence that begins at “Target so far” and keeps its places',
        received: x.axis ? `places of “${x.axis.input}”` : 'places of no target',
      });
    }
    const { length } = decoding.decodes;
    if (length !== null && p.max_length !== null && p.max_length > length) {
      return refuse(`The model has ${length} places for the target, and ${p.max_length} words are to be written.`, {
        expected: `max_length of at most ${length}`,
        received: String(p.max_length),
        fix: { type: 'set', title: `Write ${length} words at most`, param: 'max_length', value: length },
      });
    }
    const { max_tokens } = decoding.decodes.tokens;
    return {
      ok: true,
      outputs: {
        probabilities: {
          shape: [...x.shape.slice(0, -1), max_tokens],
          dtype: 'float32',
          carries: 'sequence',
          axis: x.axis,
          masked: x.masked,
        },
      },
    };
  },
  weights: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const units = decodingOf(x)?.decodes.tokens.max_tokens ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(x) ?? 0, units], trainable: true },
      ...(p.use_bias ? [{ name: 'bias', shape: [units], trainable: true }] : []),
    ];
  },
  target: (p, { id }, { inputs }) => {
    const found = decodingOf(inputOf(inputs, 'input'));
    if (!found) throw new Error('a decoder without a target');
    const { decodes, feed } = found;
    return {
      kind: 'sequence',
      node: id,
      target: decodes.target,
      loss: 'sparse_categorical_crossentropy',
      feed,
      tokens: decodes.tokens,
      length: decodes.length,
      label_smoothing: p.label_smoothing,
      search: p.search,
      beam_width: p.beam_width,
      length_penalty: p.length_penalty,
      max_length: p.max_length,
    };
  },
  layers: ({ id, params: p, specs, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: {
          units: decodingOf(inputOf(specs, 'input'))?.decodes.tokens.max_tokens ?? 0,
          activation: 'softmax',
          use_bias: p.use_bias,
        },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { probabilities: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'nine words',
      params: {},
      inputs: {
        input: [
          {
            shape: ['batch', 'target_so_far', 5],
            carries: 'sequence',
            axis: {
              kind: 'tokens',
              input: 'decoder_input',
              decodes: {
                target: 'target',
                tokens: { max_tokens: 9, standardize: 'lower', split: 'whitespace' },
                length: null,
              },
            },
          },
        ],
      },
    },
    {
      name: 'padded, beams',
      params: { search: 'beam' },
      inputs: {
        input: [
          {
            shape: ['batch', 'target_so_far', 3],
            carries: 'sequence',
            masked: true,
            axis: {
              kind: 'tokens',
              input: 'decoder_input',
              decodes: { target: 'target', tokens: { max_tokens: 9, standardize: 'lower', split: 'whitespace' }, length: null },
            },
          },
        ],
      },
    },
  ],
});
