import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { product } from '../sizes';
import {
  comparedOf,
  comparedTensors,
  pairsOf,
  SIMILARITY_INPUTS,
  SIMILARITY_MAP,
  SIMILARITY_OUTPUTS,
  similarityGrowth,
  similarityOutputs,
  withoutPadding,
} from './similarity-inputs';

/** qᵀ W k, by Keras's Dense and Dot. */
export const bilinearSimilarity = defineNode({
  kind: 'BilinearSimilarity',
  family: 'similarity',
  title: 'Bilinear similarity',
  letter: 'W',
  keywords: ['general', 'luong', 'learned', 'score', 'multiplicative'],
  doc: 'Compares by a learned matrix, which says what of the one goes with what of the other. The two may have different numbers of features.',
  formula: 'qᵀ W k',
  source: 'Luong et al. 2015 (general), arXiv:1508.04025',
  inputs: SIMILARITY_INPUTS,
  outputs: SIMILARITY_OUTPUTS,
  params: {},
  map: SIMILARITY_MAP,
  summary: () => 'learned matrix',
  infer: (inputs) => similarityOutputs(inputs, 'Bilinear similarity', false),
  weights: (inputs) => {
    const { query, key } = comparedOf(inputs);
    return [{ name: 'projected/kernel', shape: [lastSize(query) ?? 0, lastSize(key) ?? 0], trainable: true }];
  },
  cost: (inputs) => {
    const compared = comparedOf(inputs);
    const [queries, keys] = pairsOf(compared);
    const scores = product([queries, keys]);
    if (scores === null) return null;
    const features = lastSize(compared.key) ?? 0;
    return {
      multiplications: features * (scores + Number(queries) * (lastSize(compared.query) ?? 0)),
      scoresBytes: compared.single ? 0 : 4 * scores,
      growth: similarityGrowth(compared),
      held: scores + features * Number(queries),
    };
  },
  layers: ({ id, specs, refs }) => {
    const { list, query, key } = comparedTensors(id, specs, refs);
    const units = lastSize(comparedOf(specs).key) ?? 1;
    const projected = list.add('projected', 'Dense', { units, activation: 'linear', use_bias: false }, query);
    const output = withoutPadding(specs, list, key, (part) => list.add(part, 'Dot', { axes: [-1, -1], normalize: false }, projected, key));
    return { records: list.records, outputs: { output } };
  },
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: { query: [{ shape: ['batch', 4], carries: 'vector' }], key: [{ shape: ['batch', 5], carries: 'vector' }] },
    },
    { name: 'a sequence with itself', params: {}, inputs: { query: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    {
      name: 'sequences, queries padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 5, 3], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 4, 3], carries: 'sequence' }],
      },
    },
    {
      name: 'a vector asks a sequence',
      params: {},
      inputs: { query: [{ shape: ['batch', 3], carries: 'vector' }], key: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
