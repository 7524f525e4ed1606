import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** Turns pairs of features by an angle that grows with the place: for queries and keys before a dot product. */
export const rotaryEmbedding = defineNode({
  kind: 'RotaryEmbedding',
  family: 'extractor',
  title: 'Rotary positions',
  letter: 'O',
  keywords: ['rope', 'roformer', 'positional', 'rotary', 'llama'],
  doc: 'Turns pairs of features by an angle that grows with the place. Put before the query and the key of a dot-product attention, the score then depends on how far apart they are.',
  formula: '(x_j, x_{j+d/2}) turned by i · 10000^(−2j/d)',
  source: 'Su et al. 2021, arXiv:2104.09864',
  inputs: [{ name: 'input', doc: 'A sequence with an even number of features', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same places, turned' }],
  params: {
    max_wavelength: float({ default: 10_000, min: 2, max: 1e9, step: 100, doc: 'The longest wave, in places.', advanced: true }),
  },
  summary: () => 'rotation by place',
  mend: mendToSequence,
  infer: (inputs) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    if (features === null || features % 2 !== 0) {
      return refuse('Rotary positions turn pairs of features: their number must be even.', {
        port: 'input',
        expected: 'an even number of features',
        received: formatShape(x.shape),
        ...(features === null
          ? {}
          : {
              fix: {
                type: 'insert',
                title: `Insert Dense with ${features + 1} units`,
                port: 'input',
                kind: 'Dense',
                params: { units: features + 1 },
                input: 'input',
                output: 'output',
              },
            }),
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'RotaryEmbedding', config: { max_wavelength: p.max_wavelength }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'short waves', params: { max_wavelength: 50 }, inputs: { input: [{ shape: ['batch', 3, 6], carries: 'sequence' }] } },
  ],
});
