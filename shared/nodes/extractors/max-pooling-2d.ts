import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { choice, optionalInt, size2d } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToMap } from '../mends';
import { formatSize, windowCount } from '../sizes';

/** Keras `MaxPooling2D`. */
export const maxPooling2d = defineNode({
  kind: 'MaxPooling2D',
  family: 'extractor',
  title: 'MaxPooling2D',
  letter: 'P',
  everyday: true,
  keywords: ['pool', 'downsample', 'shrink', 'max'],
  doc: 'Keeps the largest number of each window, so that the map shrinks and small shifts matter less.',
  inputs: [{ name: 'input', doc: 'Height × width × channels', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'A smaller map with the same channels' }],
  params: {
    pool_size: size2d({ default: [2, 2], max: 255, doc: 'Height and width of the window.' }),
    strides: optionalInt({
      default: null,
      nullable: 'as large as the window',
      max: 255,
      doc: 'How far the window moves, down and across.',
      advanced: true,
    }),
    padding: choice({
      options: ['valid', 'same'],
      default: 'valid',
      doc: 'valid: only whole windows. same: a border that is not whole counts too.',
      advanced: true,
    }),
  },
  summary: (p) => formatSize(p.pool_size),
  mend: mendToMap,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', height = 0, width = 0, channels = 0] = x.shape;
    const rows = windowCount(height, p.pool_size[0], p.strides ?? p.pool_size[0], p.padding);
    const cols = windowCount(width, p.pool_size[1], p.strides ?? p.pool_size[1], p.padding);
    if ((typeof rows === 'number' && rows < 1) || (typeof cols === 'number' && cols < 1)) {
      return refuse('The window is larger than the map.', {
        port: 'input',
        expected: `at least ${formatSize(p.pool_size)}`,
        received: formatShape(x.shape.slice(0, 3)),
        fix: { type: 'set', title: 'Use padding “same”', param: 'padding', value: 'same' },
      });
    }
    const grid = x.axis?.kind === 'grid' && typeof rows === 'number' && typeof cols === 'number' ? { ...x.axis, rows, cols } : undefined;
    return {
      ok: true,
      outputs: { output: { shape: [batch, rows, cols, channels], dtype: 'float32', carries: 'features', axis: grid } },
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'MaxPooling2D',
        config: { pool_size: p.pool_size, strides: p.strides === null ? p.pool_size : [p.strides, p.strides], padding: p.padding },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'halves', params: {}, inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'features' }] } },
    {
      name: 'overlapping, same',
      params: { pool_size: [3, 3], strides: 2, padding: 'same' },
      inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'features' }] },
    },
  ],
});
