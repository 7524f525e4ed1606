import { dataName } from '../../graph/data-name';
import { defineNode } from '../../graph/define-node';
import { choice, size2d } from '../../graph/params';
import { findInput } from '../data-part';
import { sourceName } from './source-name';

/** Pictures, decoded to numbers from 0 to 255. */
export const imageInput = defineNode({
  kind: 'ImageInput',
  family: 'input',
  title: 'Image',
  letter: 'I',
  everyday: true,
  keywords: ['picture', 'photo', 'pixels'],
  doc: 'Pictures from your folders, resized and decoded to numbers from 0 to 255.',
  inputs: [],
  outputs: [{ name: 'image', doc: 'Height × width × channels' }],
  params: {
    source: dataName({ of: 'input', kind: 'image', doc: 'Which pictures of the data, where it has several.' }),
    size: size2d({ default: [28, 28], min: 1, max: 4096, doc: 'Height and width that every picture is brought to.' }),
    color_mode: choice({ options: ['grayscale', 'rgb'], default: 'grayscale', doc: 'One channel or three.' }),
    fit: choice({
      options: ['stretch', 'crop', 'pad'],
      default: 'stretch',
      doc: 'How a picture of another form is made to fit: stretched, its middle cut out, or padded with black.',
    }),
  },
  summary: (p) => `${sourceName(p.source)}${p.size[0]} × ${p.size[1]} × ${p.color_mode === 'rgb' ? 3 : 1}`,
  infer: (_inputs, p, { id, facts }) => {
    const found = findInput(facts, 'image', p.source, { title: 'Image', id });
    if (!found.ok) return found.refusal;
    return {
      ok: true,
      outputs: {
        image: {
          shape: ['batch', p.size[0], p.size[1], p.color_mode === 'rgb' ? 3 : 1],
          dtype: 'float32',
          carries: 'image',
          axis: { kind: 'grid', input: id, rows: p.size[0], cols: p.size[1] },
        },
      },
    };
  },
  feed: (p, { id, facts }) => {
    const found = findInput(facts, 'image', p.source, { title: 'Image', id });
    return {
      kind: 'image',
      node: id,
      source: found.ok ? found.name : 'image',
      height: p.size[0],
      width: p.size[1],
      channels: p.color_mode === 'rgb' ? 3 : 1,
      fit: p.fit,
    };
  },
  layers: ({ id, params: p }) => ({
    records: [
      {
        name: id,
        class_name: 'InputLayer',
        config: { batch_shape: [null, p.size[0], p.size[1], p.color_mode === 'rgb' ? 3 : 1], dtype: 'float32' },
        inbound: [],
      },
    ],
    outputs: { image: { layer: id, output: 0 } },
  }),
  examples: [{ name: 'grayscale', params: {}, inputs: {} }],
});
