import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, int } from '../../graph/params';
import { ACTIVATIONS, activation } from '../activations';
import { mendToVector } from '../mends';
import { product } from '../sizes';

/** Keras `Dense`: on the last axis of whatever comes. */
export const dense = defineNode({
  kind: 'Dense',
  family: 'extractor',
  title: 'Dense',
  letter: 'D',
  everyday: true,
  keywords: ['linear layer', 'fully connected', 'linear', 'projection', 'mlp'],
  doc: 'Every output is a weighted sum of all features, followed by an activation.',
  formula: 'activation(x W + b)',
  source: 'Rumelhart et al. 1986, doi:10.1038/323533a0',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['vector', 'sequence', 'features', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same places with `units` features' }],
  params: {
    units: int({ default: 64, max: 65_536, doc: 'Number of outputs.' }),
    activation: activation(),
    use_bias: bool({ default: true, doc: 'Adds a learned constant to each output.', advanced: true }),
  },
  summary: (p) => (p.activation === 'linear' ? `${p.units} units` : `${p.units} units, ${p.activation}`),
  // Pixels one by one make no features: a picture is laid out first.
  mend: mendToVector,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Dense needs to know how many features come in.', {
        port: 'input',
        expected: 'a known last size',
        received: String(x.shape.at(-1)),
      });
    }
    return { ok: true, outputs: { output: { ...x, shape: [...x.shape.slice(0, -1), p.units], dtype: 'float32' } } };
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, p.units], trainable: true },
    ...(p.use_bias ? [{ name: 'bias', shape: [p.units], trainable: true }] : []),
  ],
  cost: (inputs, p) => {
    const { shape, carries } = inputOf(inputs, 'input');
    const count = product([...shape.slice(1), p.units]);
    return count === null ? null : { multiplications: count, scoresBytes: 0, growth: carries === 'sequence' ? 'n' : null };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: p.units, activation: p.activation, use_bias: p.use_bias },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'sequence', params: { units: 3 }, inputs: { input: [{ shape: ['batch', 4, 6], carries: 'sequence' }] } },
    {
      name: 'map, no bias',
      params: { units: 2, use_bias: false },
      inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] },
    },
    ...ACTIVATIONS.map((name) => ({
      name,
      params: { units: 5, activation: name },
      inputs: { input: [{ shape: ['batch', 7], carries: 'vector' as const }] },
    })),
    {
      name: 'sequence, padded',
      params: { units: 2 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    { name: 'volume', params: { units: 2 }, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
