import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, float, int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

/** Keras `GroupNormalization` over the last axis. */
export const groupNormalization = defineNode({
  kind: 'GroupNormalization',
  family: 'normalisation',
  title: 'GroupNormalization',
  letter: 'N',
  keywords: ['norm', 'groupnorm', 'instance', 'normalize'],
  doc: 'Brings each group of a sample’s features to mean 0 and variance 1 over all of its places, then scales and shifts every feature by learned amounts. Unlike batch normalisation it does not depend on the other samples.',
  formula: 'γ (x − mean of the group) / √(var of the group + ε) + β',
  source: 'Wu & He 2018, arXiv:1803.08494',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['features', 'sequence', 'vector', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    groups: int({
      default: 32,
      min: -1,
      max: 65_536,
      doc: 'Groups that the features are shared out among; 1: all together, -1: each feature alone (instance normalisation).',
    }),
    epsilon: float({
      default: 0.001,
      min: 1e-12,
      max: 1,
      step: 0.001,
      doc: 'Added to the variance, so that nothing is divided by 0.',
      advanced: true,
    }),
    center: bool({ default: true, doc: 'Adds a learned β to every feature.', advanced: true }),
    scale: bool({ default: true, doc: 'Multiplies every feature by a learned γ.', advanced: true }),
  },
  summary: (p) => (p.groups === -1 ? 'each feature alone' : p.groups === 1 ? 'all features together' : `${p.groups} groups`),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    if (features === null) {
      return refuse('GroupNormalization needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    if (p.groups === 0 || (p.groups > 0 && features % p.groups !== 0)) {
      const fitting = [32, 16, 8, 4, 3, 2].find((groups) => groups < p.groups && features % groups === 0) ?? 1;
      return refuse(`${features} features cannot be shared out among ${p.groups} groups.`, {
        port: 'input',
        expected: 'groups that divide the features, or -1',
        received: `${features} ÷ ${p.groups}`,
        fix: {
          type: 'set',
          title: `Use ${fitting} ${fitting === 1 ? 'group' : 'groups'}`,
          param: 'groups',
          value: fitting,
        },
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs, p) => {
    const shape = [lastSize(inputOf(inputs, 'input')) ?? 0];
    return [
      ...(p.scale ? [{ name: 'gamma', shape, trainable: true }] : []),
      ...(p.center ? [{ name: 'beta', shape, trainable: true }] : []),
    ];
  },
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 3, held: 2 }),
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'GroupNormalization',
        config: { groups: p.groups, epsilon: p.epsilon, center: p.center, scale: p.scale },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'map, two groups', params: { groups: 2 }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    {
      name: 'instance, nothing learned',
      params: { groups: -1, center: false, scale: false, epsilon: 0.01 },
      inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
    {
      name: 'padded, all together',
      params: { groups: 1 },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    { name: 'vector', params: { groups: 3, center: false }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    { name: 'volume', params: { groups: 2 }, inputs: { input: [{ shape: ['batch', 2, 1, 2, 4], carries: 'volume' }] } },
  ],
});
