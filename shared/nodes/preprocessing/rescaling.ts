import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { float } from '../../graph/params';
import { mendToNumbers } from '../mends';

/** Keras `Rescaling`. */
export const rescaling = defineNode({
  kind: 'Rescaling',
  family: 'preprocessing',
  title: 'Rescaling',
  letter: 'R',
  everyday: true,
  keywords: ['normalize', 'scale', '255', 'range'],
  doc: 'Multiplies every number and adds a constant. A scale of 1/255 brings pixels to 0…1.',
  formula: 'x · scale + offset',
  source: 'Keras Rescaling',
  inputs: [{ name: 'input', doc: 'Numbers', accepts: ['image', 'features', 'volume', 'sequence', 'vector', 'audio'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    scale: float({ default: 1 / 255, step: 0.001, doc: 'Every number is multiplied by it.' }),
    offset: float({ default: 0, step: 0.1, doc: 'Added afterwards.' }),
  },
  summary: (p) => {
    const scale = p.scale === 1 / 255 ? '1/255' : String(Number(p.scale.toPrecision(4)));
    return p.offset === 0 ? `× ${scale}` : `× ${scale} ${p.offset < 0 ? '−' : '+'} ${Math.abs(p.offset)}`;
  },
  mend: mendToNumbers,
  infer: (inputs) => ({ ok: true, outputs: { output: { ...inputOf(inputs, 'input'), dtype: 'float32' } } }),
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'Rescaling', config: { scale: p.scale, offset: p.offset }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'pixels', params: {}, inputs: { input: [{ shape: ['batch', 4, 5, 3], carries: 'image' }] } },
    { name: 'louder', params: { scale: 2 }, inputs: { input: [{ shape: ['batch', 12], carries: 'audio' }] } },
    { name: 'to -1…1', params: { scale: 2, offset: -1 }, inputs: { input: [{ shape: ['batch', 6], carries: 'vector' }] } },
    {
      name: 'a padded sequence',
      params: { scale: 0.5 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
    { name: 'volume', params: { scale: 0.5, offset: 1 }, inputs: { input: [{ shape: ['batch', 2, 1, 2, 2], carries: 'volume' }] } },
  ],
});
