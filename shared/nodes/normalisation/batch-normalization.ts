import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

/** Keras `BatchNormalization` over the last axis. */
export const batchNormalization = defineNode({
  kind: 'BatchNormalization',
  family: 'normalisation',
  title: 'BatchNormalization',
  letter: 'N',
  everyday: true,
  keywords: ['norm', 'batchnorm', 'bn', 'normalize'],
  doc: 'Brings every feature to mean 0 and variance 1 over the samples of a batch, then scales and shifts it by learned amounts. It keeps a moving mean and variance, which it uses once the model is trained – and at once where it is frozen.',
  formula: 'γ (x − mean) / √(var + ε) + β',
  source: 'Ioffe & Szegedy 2015, arXiv:1502.03167',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['features', 'vector', 'sequence', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    momentum: float({ default: 0.99, min: 0, max: 1, step: 0.01, doc: 'How much of the moving mean and variance stays at each step.' }),
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
  summary: (p) => `momentum ${p.momentum}`,
  mend: mendToNumbers,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('BatchNormalization needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs, p) => {
    const shape = [lastSize(inputOf(inputs, 'input')) ?? 0];
    return [
      ...(p.scale ? [{ name: 'gamma', shape, trainable: true }] : []),
      ...(p.center ? [{ name: 'beta', shape, trainable: true }] : []),
      { name: 'moving_mean', shape, trainable: false },
      { name: 'moving_variance', shape, trainable: false },
    ];
  },
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 2, held: 1 }),
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'BatchNormalization',
        config: { momentum: p.momentum, epsilon: p.epsilon, center: p.center, scale: p.scale },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    {
      name: 'map, nothing learned but statistics',
      params: { center: false, scale: false, momentum: 0.9, epsilon: 0.01 },
      inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] },
    },
    {
      name: 'sequence, padded',
      params: { momentum: 0.8 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
