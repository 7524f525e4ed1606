import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** Adds waves of many lengths: the original Transformer's positions. */
export const sinePositionEncoding = defineNode({
  kind: 'SinePositionEncoding',
  family: 'extractor',
  title: 'Sinusoidal positions',
  letter: 'S',
  keywords: ['positional', 'encoding', 'sine', 'cosine', 'transformer', 'order'],
  doc: 'Adds sine and cosine waves of many lengths to every place: nothing to learn, and sequences may be as long as they like.',
  formula: 'PE(i, 2j) = sin(i / 10000^(2j/d)),  PE(i, 2j+1) = cos(i / 10000^(2j/d))',
  source: 'Vaswani et al. 2017, arXiv:1706.03762',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same places, which know where they are' }],
  params: {
    max_wavelength: float({ default: 10_000, min: 2, max: 1e9, step: 100, doc: 'The longest wave, in places.', advanced: true }),
  },
  summary: () => 'sine and cosine',
  mend: mendToSequence,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Sinusoidal positions need to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      { name: id, class_name: 'SinePositionEncoding', config: { max_wavelength: p.max_wavelength }, inbound: [refOf(refs, 'input')] },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'even', params: {}, inputs: { input: [{ shape: ['batch', 'words', 6], carries: 'sequence', masked: true }] } },
    { name: 'odd, short waves', params: { max_wavelength: 100 }, inputs: { input: [{ shape: ['batch', 4, 5], carries: 'sequence' }] } },
  ],
});
