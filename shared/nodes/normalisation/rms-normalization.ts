import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

/** Keras `RMSNormalization` over the last axis. */
export const rmsNormalization = defineNode({
  kind: 'RMSNormalization',
  family: 'normalisation',
  title: 'RMSNormalization',
  letter: 'N',
  keywords: ['norm', 'rmsnorm', 'root mean square', 'normalize', 'llama'],
  doc: 'Divides the features of every place by their root mean square and scales them by learned amounts: layer normalisation without the mean, which costs less and often serves as well.',
  formula: 'x / √(mean(x²) + ε) · γ',
  source: 'Zhang & Sennrich 2019, arXiv:1910.07467',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['sequence', 'vector', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    epsilon: float({
      default: 1e-6,
      min: 1e-12,
      max: 1,
      step: 1e-6,
      doc: 'Added to the mean square, so that nothing is divided by 0.',
      advanced: true,
    }),
  },
  summary: () => 'over the features',
  mend: mendToNumbers,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('RMSNormalization needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  weights: (inputs) => [{ name: 'scale', shape: [lastSize(inputOf(inputs, 'input')) ?? 0], trainable: true }],
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 3, held: 1 }),
  layers: ({ id, params: p, specs, refs }) => ({
    records: [
      {
        name: id,
        // Keras's forgets which places are padding, and the attention behind it would look at them.
        class_name: inputOf(specs, 'input').masked ? 'MaskedRMSNormalization' : 'RMSNormalization',
        config: { epsilon: p.epsilon },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'vector', params: { epsilon: 0.1 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
  ],
});
