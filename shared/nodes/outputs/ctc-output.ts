import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { choice, int, optionalInt } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { mendToSequence } from '../mends';

interface Params {
  readonly target: string | null;
  readonly max_tokens: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'sequence', p.target, {
    title: 'CTC',
    id,
    words: 'a text to write',
    other: (other) =>
      refuse('The data has no text that the model could learn to write: read a column as “text to write” in the data panel.', {
        expected: 'a target column of texts',
        received: other.kind,
      }),
  });

/** The blank, an unknown character, and those of the data; null: nobody knows how many. */
function countClasses(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  const alphabet = found.ok ? found.facts?.alphabet : undefined;
  return p.max_tokens ?? (alphabet === undefined ? null : alphabet + 2);
}

/** Keras `Dense` with a softmax over characters and the blank, trained with CTC. */
export const ctcOutput = defineNode({
  kind: 'CtcOutput',
  family: 'output',
  title: 'CTC',
  letter: 'Y',
  keywords: ['speech recognition', 'transcript', 'handwriting', 'characters', 'connectionist temporal classification', 'blank', 'output'],
  doc: 'Writes a text out of a longer sequence without knowing which steps belong to which character: speech, handwriting. At every step a probability of each character and of the blank, “nothing new”; the loss adds up all ways to stretch the text over the steps. Padded steps count for nothing.',
  formula: 'softmax(x W + b); loss: −ln Σ over all ways π of the steps that spell the text ∏ₜ p(πₜ)',
  source: 'Graves et al. 2006, “Connectionist temporal classification”; Graves & Jaitly 2014 (beam search)',
  inputs: [{ name: 'input', doc: 'The features at each step', accepts: ['sequence'] }],
  outputs: [{ name: 'probabilities', doc: 'One probability a character, at each step; the first is the blank’s' }],
  params: {
    target: dataName({ of: 'target', kind: 'sequence', doc: 'Which texts of the data are to be written, where it has several.' }),
    search: choice({
      options: ['greedy', 'beam'],
      default: 'greedy',
      doc: 'How the steps are read: the likeliest character of each (greedy), or the likeliest text over all its ways (beam).',
    }),
    beam_width: int({ default: 10, min: 1, max: 200, doc: 'Beam search: how many beginnings are kept.' }),
    standardize: choice({
      options: ['lower_and_strip_punctuation', 'lower', 'none'],
      default: 'lower',
      doc: 'What is done to the text before it is cut into characters. What the model writes looks like that, too.',
    }),
    max_tokens: optionalInt({
      default: null,
      nullable: 'as many as the data has',
      min: 3,
      max: 65_536,
      doc: 'Characters known, the most frequent first; the blank and an unknown one count.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const classes = countClasses(p, context);
    const search = p.search === 'beam' ? `beam search, ${p.beam_width} beams` : 'greedy';
    return `${classes === null ? 'characters of the data' : `${classes - 2} characters and the blank`}, ${search}`;
  },
  mend: mendToSequence,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    const [, steps] = x.shape;
    if (lastSize(x) === null) {
      return refuse('CTC needs to know how many features a step has.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const longest = found.facts?.characters ?? null;
    if (typeof steps === 'number' && longest !== null && longest > steps) {
      return refuse(`The longest text of the data has ${longest} characters, and there are ${steps} steps to write it in.`, {
        port: 'input',
        expected: `at least ${longest} steps (and one more between two equal characters)`,
        received: `${steps} steps`,
      });
    }
    const classes = countClasses(p, context);
    if (classes === null) {
      return refuse('The number of characters is not known yet.', {
        expected: 'data with texts to write, or a number of characters',
        received: 'neither',
        fix: { type: 'set', title: 'Use 32 for now', param: 'max_tokens', value: 32 },
      });
    }
    return {
      ok: true,
      outputs: { probabilities: { shape: [...x.shape.slice(0, -1), classes], dtype: 'float32', carries: 'sequence', axis: x.axis } },
    };
  },
  weights: (inputs, p, context) => {
    const classes = countClasses(p, context) ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, classes], trainable: true },
      { name: 'bias', shape: [classes], trainable: true },
    ];
  },
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'sequence',
      node: context.id,
      target: found.ok ? found.name : 'sequence',
      loss: 'ctc',
      feed: null,
      tokens: { max_tokens: countClasses(p, context) ?? 0, standardize: p.standardize, split: 'character' },
      length: null,
      label_smoothing: 0,
      search: p.search,
      beam_width: p.beam_width,
      length_penalty: 0,
      max_length: null,
    };
  },
  layers: ({ id, params: p, specs, refs, facts }) => {
    const units = countClasses(p, { id, facts }) ?? 0;
    const dense = { name: id, class_name: 'Dense', inbound: [refOf(refs, 'input')] };
    if (!inputOf(specs, 'input').masked) {
      const config = { units, activation: 'softmax', use_bias: true };
      return { records: [{ ...dense, config }], outputs: { probabilities: { layer: id, output: 0 } } };
    }
    const [blank, softmax] = [`${id}_padding`, `${id}_probabilities`];
    return {
      records: [
        { ...dense, config: { units, activation: 'linear', use_bias: true } },
        { name: blank, class_name: 'BlankWherePadded', config: {}, inbound: [{ layer: id, output: 0 }] },
        { name: softmax, class_name: 'Activation', config: { activation: 'softmax' }, inbound: [{ layer: blank, output: 0 }] },
      ],
      outputs: { probabilities: { layer: softmax, output: 0 } },
    };
  },
  examples: [
    { name: 'five characters', params: { max_tokens: 7 }, inputs: { input: [{ shape: ['batch', 6, 4], carries: 'sequence' }] } },
    {
      name: 'padded steps',
      params: { max_tokens: 5, search: 'beam' },
      inputs: { input: [{ shape: ['batch', 'steps', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
