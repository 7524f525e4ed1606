import { defineNode } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { choice } from '../../graph/params';
import { ACTIVATIONS } from '../activations';
import { passCost } from '../pass-cost';
import { sameShape } from './same-shape';

/** Those of Keras that layers with weights do not offer: of no use there, or rare. */
const MORE = ['relu6', 'softsign', 'mish', 'log_softmax'] as const;

/** Keras `Activation`. */
export const activation = defineNode({
  kind: 'Activation',
  family: 'normalisation',
  title: 'Activation',
  letter: 'ƒ',
  everyday: true,
  keywords: ['relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax', 'swish', 'nonlinearity', 'function'],
  doc: 'Applies a function to every number; softmax to the features of every place together. Between normalisation and the next layer, for instance.',
  formula: 'f(x)',
  source: 'Keras, Activation',
  params: { activation: choice({ options: [...ACTIVATIONS, ...MORE], default: 'relu', doc: 'The function.' }) },
  summary: (p) => p.activation,
  ...sameShape('Activation', (p: { readonly activation: string }) => ({ activation: p.activation }), [
    'features',
    'vector',
    'sequence',
    'image',
    'volume',
    'scores',
  ]),
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 1, held: 1 }),
  examples: [
    ...[...ACTIVATIONS, ...MORE].map((name) => ({
      name,
      params: { activation: name },
      inputs: {
        input: [
          name === 'tanh'
            ? { shape: ['batch', 'words', 3], carries: 'sequence' as const, masked: true }
            : { shape: ['batch', 4], carries: 'vector' as const },
        ],
      },
    })),
    { name: 'softmax of scores', params: { activation: 'softmax' }, inputs: { input: [{ shape: ['batch', 2, 3], carries: 'scores' }] } },
    { name: 'relu of a volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
