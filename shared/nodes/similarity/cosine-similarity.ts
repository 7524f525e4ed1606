import { defineNode } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import { float } from '../../graph/params';
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

/** cos(q, k), by Keras's Dot with `normalize`. */
export const cosineSimilarity = defineNode({
  kind: 'CosineSimilarity',
  family: 'similarity',
  title: 'Cosine similarity',
  letter: '∠',
  keywords: ['angle', 'normalized', 'verification', 'score'],
  doc: 'Compares by the angle: 1 where two vectors point the same way, 0 where they have nothing in common, -1 where they are opposite, whatever their lengths.',
  formula: 'scale · q · k / (|q| |k|)',
  source: 'Graves et al. 2014 (content addressing), arXiv:1410.5401',
  inputs: SIMILARITY_INPUTS,
  outputs: SIMILARITY_OUTPUTS,
  params: {
    scale: float({
      default: 1,
      min: -1000,
      max: 1000,
      step: 1,
      doc: 'Multiplies the cosine: before a softmax, cosines alone are too close to each other.',
    }),
  },
  map: SIMILARITY_MAP,
  summary: (p) => (p.scale === 1 ? 'from -1 to 1' : `times ${p.scale}`),
  infer: (inputs) => similarityOutputs(inputs, 'Cosine similarity', true),
  cost: (inputs) => {
    const compared = comparedOf(inputs);
    const [queries, keys] = pairsOf(compared);
    const scores = product([queries, keys]);
    if (scores === null) return null;
    const features = lastSize(compared.key) ?? 0;
    return {
      multiplications: scores * (features + 1) + 2 * features * (Number(queries) + Number(keys)),
      scoresBytes: compared.single ? 0 : 4 * scores,
      growth: similarityGrowth(compared),
      held: 2 * scores + features * (Number(queries) + Number(keys)),
    };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const { list, query, key } = comparedTensors(id, specs, refs);
    const output = withoutPadding(specs, list, key, (part) => {
      if (p.scale === 1) return list.add(part, 'Dot', { axes: [-1, -1], normalize: true }, query, key);
      const cosine = list.add('cosine', 'Dot', { axes: [-1, -1], normalize: true }, query, key);
      return list.add(part, 'Rescaling', { scale: p.scale, offset: 0 }, cosine);
    });
    return { records: list.records, outputs: { output } };
  },
  examples: [
    {
      name: 'vectors',
      params: {},
      inputs: { query: [{ shape: ['batch', 4], carries: 'vector' }], key: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    { name: 'a sequence with itself', params: { scale: 5 }, inputs: { query: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    {
      name: 'sequences, padded',
      params: { scale: 2 },
      inputs: {
        query: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }],
        key: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'a vector asks a sequence',
      params: {},
      inputs: { query: [{ shape: ['batch', 3], carries: 'vector' }], key: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
