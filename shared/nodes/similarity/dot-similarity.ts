import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { bool } from '../../graph/params';
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

/** q · k, by Keras's Dot; scaled by 1/√d, as a Rescaling of the query. */
export const dotSimilarity = defineNode({
  kind: 'DotSimilarity',
  family: 'similarity',
  title: 'Dot similarity',
  letter: '·',
  everyday: true,
  keywords: ['dot product', 'scaled', 'inner product', 'score', 'luong'],
  doc: 'Compares by the dot product: large where two vectors point the same way and are long. Before a softmax and a weighted mean it makes attention.',
  formula: 'q · k / √d',
  source: 'Luong et al. 2015, arXiv:1508.04025; Vaswani et al. 2017, arXiv:1706.03762',
  inputs: SIMILARITY_INPUTS,
  outputs: SIMILARITY_OUTPUTS,
  params: { scaled: bool({ default: true, doc: 'Divides by √d, so that large vectors do not make the scores large.' }) },
  map: SIMILARITY_MAP,
  summary: (p) => (p.scaled ? 'scaled by 1/√d' : 'not scaled'),
  infer: (inputs) => similarityOutputs(inputs, 'Dot similarity', true),
  cost: (inputs) => {
    const compared = comparedOf(inputs);
    const [queries, keys] = pairsOf(compared);
    const scores = product([queries, keys]);
    if (scores === null) return null;
    const features = lastSize(compared.key) ?? 0;
    return {
      multiplications: scores * features,
      scoresBytes: compared.single ? 0 : 4 * scores,
      growth: similarityGrowth(compared),
      held: scores,
    };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const { list, query, key } = comparedTensors(id, specs, refs);
    const scale = 1 / Math.sqrt(lastSize(comparedOf(specs).query) ?? 1);
    const asked = p.scaled ? list.add('scaled', 'Rescaling', { scale, offset: 0 }, query) : query;
    const output = withoutPadding(specs, list, key, (part) => list.add(part, 'Dot', { axes: [-1, -1], normalize: false }, asked, key));
    return { records: list.records, outputs: { output } };
  },
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: { query: [{ shape: ['batch', 4], carries: 'vector' }], key: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    { name: 'a sequence with itself', params: { scaled: false }, inputs: { query: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    {
      name: 'sequences, padded',
      params: {},
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'a vector asks a sequence',
      params: { scaled: false },
      inputs: { query: [{ shape: ['batch', 3], carries: 'vector' }], key: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
