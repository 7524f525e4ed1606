import { defineNode, type NodeProblem, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { optionalInt } from '../../graph/params';
import { type Dim, formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';

const lengthOf = (p: { readonly sequence_length: number | null }, places: Dim): number | null =>
  p.sequence_length ?? (typeof places === 'number' ? places : null);

/** Adds a learned vector to every place. */
export const positionEmbedding = defineNode({
  kind: 'PositionEmbedding',
  family: 'extractor',
  title: 'Position embedding',
  letter: 'P',
  everyday: true,
  keywords: ['positional', 'encoding', 'learned', 'transformer', 'order'],
  doc: 'Adds a learned vector to every place, so that attention, which sees a set, can tell places apart.',
  formula: 'x_i + p_i',
  source: 'Gehring et al. 2017, arXiv:1705.03122',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same places, which know where they are' }],
  params: {
    sequence_length: optionalInt({
      default: null,
      nullable: 'as long as the sequence',
      max: 1_000_000,
      doc: 'Places that there are vectors for: the longest sequence that can come.',
    }),
  },
  summary: (p) => (p.sequence_length === null ? 'learned' : `learned, ${p.sequence_length} places`),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [, places = 0] = x.shape;
    const length = lengthOf(p, places);
    if (lastSize(x) === null) {
      return refuse('Position embedding needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    if (length === null) {
      return refuse('How long the sequences are is known only with the data: say for how many places there are vectors.', {
        port: 'input',
        expected: 'a length of the sequence, or sequence_length',
        received: formatShape(x.shape),
        fix: { type: 'set', title: 'Use 512 places', param: 'sequence_length', value: 512 },
      });
    }
    if (typeof places === 'number' && places > length) {
      return refuse(`There are vectors for ${length} places, and ${places} come.`, {
        port: 'input',
        expected: `at most ${length} places`,
        received: formatShape(x.shape),
        fix: { type: 'set', title: `Use ${places} places`, param: 'sequence_length', value: places },
      });
    }
    const output = { ...x, dtype: 'float32' } as const;
    if (typeof places === 'number') return { ok: true, outputs: { output } };
    const warning: NodeProblem = {
      message: `A sequence of more than ${length} places has no vectors for the rest: training would stop there.`,
      port: 'input',
      expected: `never more than ${length} places`,
      received: formatShape(x.shape),
      fix: null,
    };
    return { ok: true, outputs: { output }, warnings: [warning] };
  },
  weights: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    return [{ name: 'embeddings', shape: [lengthOf(p, x.shape[1] ?? 0) ?? 0, lastSize(x) ?? 0], trainable: true }];
  },
  layers: ({ id, params: p, specs, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'PositionEmbedding',
        config: { sequence_length: lengthOf(p, inputOf(specs, 'input').shape[1] ?? 0) ?? 1 },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'every place', params: {}, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'a longer table, padded',
      params: { sequence_length: 64 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
