import { defineNode } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { bool, choice, size2d } from '../../graph/params';
import { mendToMap } from '../mends';
import { formatSize } from '../sizes';

/** Keras `Resizing`. */
export const resizing = defineNode({
  kind: 'Resizing',
  family: 'preprocessing',
  title: 'Resizing',
  letter: 'Z',
  keywords: ['image', 'size', 'scale', 'interpolate', 'upsample', 'downsample'],
  doc: 'Brings pictures or feature maps to another height and width, inside the model.',
  formula: 'y[i, j] = x at (i · H / height, j · W / width), mixed of the pixels around it',
  source: 'Keras Resizing',
  inputs: [{ name: 'input', doc: 'Height × width × channels', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'In the new size' }],
  params: {
    size: size2d({ default: [32, 32], doc: 'The new height and width.' }),
    interpolation: choice({
      options: ['bilinear', 'nearest'],
      default: 'bilinear',
      doc: 'How pixels between pixels are read: mixed, or the nearest one.',
    }),
    crop_to_aspect_ratio: bool({
      default: false,
      doc: 'Cuts off what would be pressed out of form, and keeps the middle. Off: the picture is stretched.',
    }),
  },
  summary: (p) => `to ${formatSize(p.size)}${p.crop_to_aspect_ratio ? ', cropped' : ''}`,
  mend: mendToMap,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [height, width] = p.size;
    const [batch = 'batch', , , channels = 1] = x.shape;
    const axis = x.axis?.kind === 'grid' && !p.crop_to_aspect_ratio ? { ...x.axis, rows: height, cols: width } : undefined;
    return { ok: true, outputs: { output: { shape: [batch, height, width, channels], dtype: 'float32', carries: x.carries, axis } } };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Resizing',
        config: {
          height: p.size[0],
          width: p.size[1],
          interpolation: p.interpolation,
          crop_to_aspect_ratio: p.crop_to_aspect_ratio,
        },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'larger', params: { size: [7, 9] }, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'image' }] } },
    { name: 'smaller', params: { size: [3, 2] }, inputs: { input: [{ shape: ['batch', 7, 6, 1], carries: 'features' }] } },
    {
      name: 'nearest',
      params: { size: [5, 4], interpolation: 'nearest' },
      inputs: { input: [{ shape: ['batch', 3, 7, 2], carries: 'image' }] },
    },
    {
      name: 'cropped',
      params: { size: [4, 3], crop_to_aspect_ratio: true },
      inputs: { input: [{ shape: ['batch', 5, 8, 1], carries: 'image' }] },
    },
  ],
});
