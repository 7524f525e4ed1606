import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { choice, optionalInt } from '../../graph/params';
import type { ValueSpec } from '../../graph/spec';

const countOf = (x: ValueSpec, asked: number | null): number | null => asked ?? x.vocabulary ?? null;

/** Keras `CategoryEncoding`. */
export const categoryEncoding = defineNode({
  kind: 'CategoryEncoding',
  family: 'preprocessing',
  title: 'One-hot',
  letter: 'H',
  keywords: ['category encoding', 'one-hot', 'multi-hot', 'bag of words', 'count', 'dummy'],
  doc: 'Ids as ones among zeros: a one for each id (one_hot), for all ids of a sample at once (multi_hot), or how often each occurs (count).',
  formula: 'y[id] = 1, or (count) how often the id occurs; else 0',
  source: 'Keras CategoryEncoding',
  inputs: [{ name: 'ids', doc: 'Ids from 0', accepts: ['ids'] }],
  outputs: [{ name: 'output', doc: 'One number an id of the vocabulary' }],
  params: {
    output_mode: choice({
      options: ['one_hot', 'multi_hot', 'count'],
      default: 'multi_hot',
      doc: 'one_hot: every id for itself. multi_hot: which ids a sample has. count: how often it has them.',
    }),
    num_tokens: optionalInt({
      default: null,
      nullable: 'as many as the vocabulary has',
      max: 1_000_000,
      doc: 'Number of ids.',
      advanced: true,
    }),
  },
  summary: (p) => `${p.output_mode}${p.num_tokens === null ? '' : `, ${p.num_tokens.toLocaleString('en')} ids`}`,
  mend: (received, port) =>
    received.carries === 'text'
      ? { type: 'insert', title: 'Insert Text vectorization', port, kind: 'TextVectorization', params: {}, input: 'text', output: 'ids' }
      : null,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'ids');
    const count = countOf(x, p.num_tokens);
    if (count === null) {
      return refuse('One-hot needs to know how many ids there are.', {
        port: 'ids',
        expected: 'a vocabulary, or a number in num_tokens',
        received: 'neither',
      });
    }
    if (x.vocabulary !== undefined && count < x.vocabulary) {
      return refuse(`The vocabulary has ${x.vocabulary} ids, this node places for ${count}.`, {
        port: 'ids',
        expected: `at least ${x.vocabulary}`,
        received: String(count),
        fix: { type: 'set', title: `Use the ${x.vocabulary} ids of the vocabulary`, param: 'num_tokens', value: null },
      });
    }
    const single = x.shape.at(-1) === 1;
    if (p.output_mode === 'one_hot' && !single) {
      return { ok: true, outputs: { output: { shape: [...x.shape, count], dtype: 'float32', carries: 'sequence', axis: x.axis } } };
    }
    return { ok: true, outputs: { output: { shape: [...x.shape.slice(0, -1), count], dtype: 'float32', carries: 'vector' } } };
  },
  layers: ({ id, params: p, specs, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'CategoryEncoding',
        config: { num_tokens: countOf(inputOf(specs, 'ids'), p.num_tokens) ?? 0, output_mode: p.output_mode },
        inbound: [refOf(refs, 'ids')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'multi-hot', params: {}, inputs: { ids: [{ shape: ['batch', 'words'], carries: 'ids', vocabulary: 7 }] } },
    { name: 'one-hot', params: { output_mode: 'one_hot' }, inputs: { ids: [{ shape: ['batch', 4], carries: 'ids', vocabulary: 6 }] } },
    {
      name: 'counts',
      params: { output_mode: 'count', num_tokens: 9 },
      inputs: { ids: [{ shape: ['batch', 5], carries: 'ids', vocabulary: 6 }] },
    },
    { name: 'a single id', params: { output_mode: 'one_hot' }, inputs: { ids: [{ shape: ['batch', 1], carries: 'ids', vocabulary: 5 }] } },
  ],
});
