import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, int, size2d } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { activation } from '../activations';
import { mendToMap } from '../mends';
import { formatSize, product, windowCount } from '../sizes';

interface Window {
  readonly kernel_size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
  readonly dilation_rate: number;
}

const reach = (kernel: number, dilation: number): number => (kernel - 1) * dilation + 1;

function places(x: ValueSpec, p: Window) {
  const [batch = 'batch', height = 0, width = 0] = x.shape;
  const rows = windowCount(height, reach(p.kernel_size[0], p.dilation_rate), p.strides[0], p.padding);
  const cols = windowCount(width, reach(p.kernel_size[1], p.dilation_rate), p.strides[1], p.padding);
  return { batch, rows, cols };
}

/** Keras `Conv2D`. */
export const conv2d = defineNode({
  kind: 'Conv2D',
  family: 'extractor',
  title: 'Conv2D',
  letter: 'C',
  everyday: true,
  keywords: ['convolution', 'cnn', 'filter', 'image'],
  doc: 'Slides small windows over a picture. Each filter learns one local pattern and tells where it is.',
  formula: 'activation(x ∗ W + b)',
  source: 'LeCun et al. 1998',
  inputs: [{ name: 'input', doc: 'Height × width × channels', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'Height × width × filters' }],
  params: {
    filters: int({ default: 32, max: 16_384, doc: 'Number of patterns, and of channels that come out.' }),
    kernel_size: size2d({ default: [3, 3], max: 255, doc: 'Height and width of the window.' }),
    strides: size2d({ default: [1, 1], max: 255, doc: 'How far the window moves, down and across.', advanced: true }),
    padding: choice({
      options: ['same', 'valid'],
      default: 'same',
      doc: 'same: zeros around the picture keep its size. valid: only whole windows.',
    }),
    dilation_rate: int({ default: 1, max: 64, doc: 'Distance between the pixels of a window.', advanced: true }),
    activation: activation('relu'),
    use_bias: bool({ default: true, doc: 'Adds a learned constant to each filter.', advanced: true }),
  },
  summary: (p) => `${p.filters} filters, ${formatSize(p.kernel_size)}${p.activation === 'linear' ? '' : `, ${p.activation}`}`,
  mend: mendToMap,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Conv2D needs to know how many channels come in.', {
        port: 'input',
        expected: 'a known number of channels',
        received: formatShape(x.shape),
      });
    }
    if (p.dilation_rate > 1 && (p.strides[0] > 1 || p.strides[1] > 1)) {
      return refuse('Conv2D cannot have strides and dilation at once.', {
        expected: 'strides of 1, or a dilation of 1',
        received: `strides ${formatSize(p.strides)}, dilation ${p.dilation_rate}`,
        fix: { type: 'set', title: 'Set strides to 1 × 1', param: 'strides', value: [1, 1] },
      });
    }
    const { batch, rows, cols } = places(x, p);
    if ((typeof rows === 'number' && rows < 1) || (typeof cols === 'number' && cols < 1)) {
      const needed = p.kernel_size.map((size) => reach(size, p.dilation_rate));
      return refuse('The window is larger than the picture.', {
        port: 'input',
        expected: `at least ${needed.join(' × ')}`,
        received: formatShape(x.shape.slice(0, 3)),
        fix: { type: 'set', title: 'Use padding “same”', param: 'padding', value: 'same' },
      });
    }
    const grid = x.axis?.kind === 'grid' && typeof rows === 'number' && typeof cols === 'number' ? { ...x.axis, rows, cols } : undefined;
    return {
      ok: true,
      outputs: { output: { shape: [batch, rows, cols, p.filters], dtype: 'float32', carries: 'features', axis: grid } },
    };
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [...p.kernel_size, lastSize(inputOf(inputs, 'input')) ?? 0, p.filters], trainable: true },
    ...(p.use_bias ? [{ name: 'bias', shape: [p.filters], trainable: true }] : []),
  ],
  cost: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const { rows, cols } = places(x, p);
    const count = product([rows, cols, ...p.kernel_size, lastSize(x) ?? 0, p.filters]);
    return count === null ? null : { multiplications: count, scoresBytes: 0, growth: null };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Conv2D',
        config: {
          filters: p.filters,
          kernel_size: p.kernel_size,
          strides: p.strides,
          padding: p.padding,
          dilation_rate: [p.dilation_rate, p.dilation_rate],
          activation: p.activation,
          use_bias: p.use_bias,
        },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'same', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 6, 5, 2], carries: 'image' }] } },
    {
      name: 'valid, strides',
      params: { filters: 2, kernel_size: [2, 3], strides: [2, 1], padding: 'valid', activation: 'linear', use_bias: false },
      inputs: { input: [{ shape: ['batch', 7, 6, 3], carries: 'features' }] },
    },
    {
      name: 'same, strides',
      params: { filters: 2, strides: [2, 2], activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 6, 1], carries: 'features' }] },
    },
    {
      name: 'dilation',
      params: { filters: 2, dilation_rate: 2, activation: 'tanh' },
      inputs: { input: [{ shape: ['batch', 7, 6, 2], carries: 'features' }] },
    },
  ],
});
