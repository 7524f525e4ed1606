import { defineNode, refuse } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { mergeCost } from './merge-cost';
import { MERGED, mergedShape } from './merged-shape';

const sameShape = (a: ValueSpec, b: ValueSpec): boolean => a.shape.join() === b.shape.join();

/** A learned weight for each input: the scalar mix of ELMo. Keras has no such layer. */
export const weightedSum = defineNode({
  kind: 'WeightedSum',
  family: 'fusion',
  title: 'Weighted sum',
  letter: 'Σ',
  keywords: ['scalar mix', 'elmo', 'learned weights', 'combine', 'ensemble'],
  doc: 'Adds values, each times one learned number. Normalised, the numbers are weights that sum to 1: they tell how much each input counts.',
  formula: 'Σ wᵢ xᵢ,  w = softmax(α)',
  source: 'Peters et al. 2018 (ELMo), arXiv:1802.05365',
  inputs: [{ ...MERGED, doc: 'Two or more values of one shape' }],
  outputs: [{ name: 'output', doc: 'Their weighted sum' }],
  params: {
    normalize: bool({ default: true, doc: 'Weights are positive and sum to 1 (a softmax); else they are free and start with the mean.' }),
  },
  summary: (p) => (p.normalize ? 'weights sum to 1' : 'free weights'),
  mend: mendToNumbers,
  infer: ({ inputs = [] }) => {
    const merged = mergedShape(inputs, 'Weighted sum');
    const [first, ...others] = inputs;
    const odd = first && others.find((other) => !sameShape(first, other));
    if (!merged.ok || !first || !odd) return merged;
    return refuse('Weighted sum takes values of one shape.', {
      port: 'inputs',
      expected: formatShape(first.shape),
      received: formatShape(odd.shape),
    });
  },
  weights: ({ inputs = [] }) => [{ name: 'alpha', shape: [inputs.length], trainable: true }],
  cost: ({ inputs = [] }) => mergeCost([...inputs, ...inputs.slice(0, 1)]),
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'WeightedSum', config: { normalize: p.normalize }, inbound: refs.inputs ?? [] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'three vectors',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 4], carries: 'vector' },
          { shape: ['batch', 4], carries: 'vector' },
          { shape: ['batch', 4], carries: 'vector' },
        ],
      },
    },
    {
      name: 'free, both padded',
      params: { normalize: false },
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
        ],
      },
    },
    {
      name: 'one padded',
      params: {},
      inputs: {
        inputs: [
          { shape: ['batch', 5, 3], carries: 'sequence', masked: true },
          { shape: ['batch', 5, 3], carries: 'sequence' },
        ],
      },
    },
  ],
});
