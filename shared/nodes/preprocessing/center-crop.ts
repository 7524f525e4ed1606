import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { size2d } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToMap } from '../mends';
import { formatSize } from '../sizes';

/** Keras `CenterCrop`. */
export const centerCrop = defineNode({
  kind: 'CenterCrop',
  family: 'preprocessing',
  title: 'Center crop',
  letter: 'C',
  keywords: ['image', 'cut', 'middle', 'size'],
  doc: 'Cuts out the middle of pictures or feature maps.',
  formula: 'x[top : top + height, left : left + width] in the middle of x',
  source: 'Keras CenterCrop',
  inputs: [{ name: 'input', doc: 'Height × width × channels', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'The middle' }],
  params: { size: size2d({ default: [24, 24], doc: 'Height and width of what is kept.' }) },
  summary: (p) => formatSize(p.size),
  mend: mendToMap,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', rows = 0, cols = 0, channels = 1] = x.shape;
    const [height, width] = p.size;
    if (typeof rows !== 'number' || typeof cols !== 'number') {
      return refuse('Center crop needs to know the size of what it cuts.', {
        port: 'input',
        expected: 'known sizes',
        received: formatShape(x.shape),
      });
    }
    if (rows < height || cols < width) {
      // Keras enlarges such a picture first; whoever wants that says it with a Resizing.
      return refuse('What is to be cut out is larger than the picture.', {
        port: 'input',
        expected: `at least ${formatSize(p.size)}`,
        received: `${rows} × ${cols}`,
        fix: {
          type: 'insert',
          title: 'Insert Resizing',
          port: 'input',
          kind: 'Resizing',
          params: { size: [height, width], crop_to_aspect_ratio: true },
          input: 'input',
          output: 'output',
        },
      });
    }
    return { ok: true, outputs: { output: { shape: [batch, height, width, channels], dtype: 'float32', carries: x.carries } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'CenterCrop', config: { height: p.size[0], width: p.size[1] }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'odd margins', params: { size: [3, 4] }, inputs: { input: [{ shape: ['batch', 6, 7, 2], carries: 'image' }] } },
    { name: 'one side', params: { size: [5, 2] }, inputs: { input: [{ shape: ['batch', 5, 5, 1], carries: 'features' }] } },
  ],
});
