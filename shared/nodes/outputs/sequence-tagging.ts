import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float, optionalInt } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { mendToSequence } from '../mends';

interface Params {
  readonly target: string | null;
  readonly tags: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'tags', p.target, {
    title: 'Tagging',
    id,
    words: 'a tag a word',
    other: (other) =>
      refuse('The data has no tags: read a column as “tags to predict” in the data panel.', {
        expected: 'a target column with as many tags as the text has words',
        received: other.kind === 'classes' ? `one of ${other.labels.length} classes a sample` : other.kind,
      }),
  });

/** The tags asked for, else those of the data, else null. */
function countTags(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.tags ?? (found.ok ? (found.facts?.labels.length ?? null) : null);
}

/** Keras `Dense` with a softmax over the tags, at every word. */
export const sequenceTagging = defineNode({
  kind: 'SequenceTagging',
  family: 'output',
  title: 'Tagging',
  letter: 'Y',
  keywords: ['named entities', 'ner', 'part of speech', 'pos', 'token classification', 'labelling', 'iob', 'output'],
  doc: 'A tag for every word: its part of speech, the kind of name it belongs to. Trained on all words at once, padding left out: every real word of a batch counts the same.',
  formula: 'softmax(x W + b) at each place; loss: −Σ ln p(tag) / number of words',
  source: 'Collobert et al. 2011, “Natural language processing (almost) from scratch”, arXiv:1103.0398 (the word-level likelihood)',
  inputs: [{ name: 'input', doc: 'The features of each word', accepts: ['sequence'] }],
  outputs: [{ name: 'probabilities', doc: 'One probability a tag, at each word' }],
  params: {
    target: dataName({ of: 'target', kind: 'tags', doc: 'Which tags of the data, where it has several columns of them.' }),
    tags: optionalInt({ default: null, nullable: 'as many as the data has', min: 2, max: 65_536, doc: 'Number of tags.' }),
    label_smoothing: float({
      default: 0,
      min: 0,
      max: 0.99,
      doc: 'Draws the targets 0 and 1 towards equal probabilities.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const tags = countTags(p, context);
    return tags === null ? 'tags from the data, softmax' : `${tags} tags, softmax`;
  },
  mend: mendToSequence,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Tagging needs to know how many features a word has.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    if (x.axis?.kind !== 'tokens' || x.axis.decodes) {
      return refuse('Tagging needs the places of a text or of ids: each of them gets a tag.', {
        port: 'input',
        expected: 'a sequence that begins at Text vectorization or Sequence of ids and keeps its places',
        received: x.axis ? `places of “${x.axis.input}”` : 'places of no text',
      });
    }
    const target = find(p, context);
    if (!target.ok) return target.refusal;
    const found = target.facts?.labels.length ?? null;
    if (p.tags !== null && found !== null && p.tags !== found) {
      return refuse(`The data has ${found} tags, this node ${p.tags}.`, {
        expected: `${found} tags`,
        received: `${p.tags} tags`,
        fix: { type: 'set', title: `Use the ${found} tags of the data`, param: 'tags', value: null },
      });
    }
    const tags = p.tags ?? found;
    if (tags === null) {
      return refuse('The number of tags is not known yet.', {
        expected: 'data with tags, or a number of tags',
        received: 'neither',
        fix: { type: 'set', title: 'Use 10 tags for now', param: 'tags', value: 10 },
      });
    }
    return {
      ok: true,
      outputs: {
        probabilities: { shape: [...x.shape.slice(0, -1), tags], dtype: 'float32', carries: 'sequence', axis: x.axis, masked: x.masked },
      },
    };
  },
  weights: (inputs, p, context) => {
    const tags = countTags(p, context) ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, tags], trainable: true },
      { name: 'bias', shape: [tags], trainable: true },
    ];
  },
  target: (p, context, { inputs }) => {
    const found = find(p, context);
    const { axis, shape } = inputOf(inputs, 'input');
    const [, places] = shape;
    if (axis?.kind !== 'tokens') throw new Error('tags of no words');
    return {
      kind: 'tags',
      node: context.id,
      target: found.ok ? found.name : 'tags',
      tags: countTags(p, context) ?? 0,
      feed: axis.input,
      places: typeof places === 'number' ? places : null,
      label_smoothing: p.label_smoothing,
    };
  },
  layers: ({ id, params: p, refs, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: countTags(p, { id, facts }) ?? 0, activation: 'softmax', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { probabilities: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'three tags',
      params: { tags: 3 },
      inputs: { input: [{ shape: ['batch', 'words', 5], carries: 'sequence', axis: { kind: 'tokens', input: 'text_vectorization' } }] },
    },
    {
      name: 'two tags, padded',
      params: { tags: 2 },
      inputs: {
        input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true, axis: { kind: 'tokens', input: 'text_vectorization' } }],
      },
    },
  ],
});
