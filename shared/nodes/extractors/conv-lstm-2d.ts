import { defineNode } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { convolutionParams as of } from '../convolution-params';
import { mendToVolume } from '../mends';
import { formatSize, product, windowCount } from '../sizes';
import { refuseConvolution } from '../slide';
import { perAxis } from '../spatial';

/** Keras `ConvLSTM2D`. */
export const convLstm2d = defineNode({
  kind: 'ConvLSTM2D',
  family: 'extractor',
  title: 'ConvLSTM2D',
  letter: 'L',
  keywords: ['recurrent', 'video', 'film', 'frames', 'nowcasting', 'lstm', 'convolution'],
  doc: 'Reads a film frame by frame and keeps a memory that is a feature map: an LSTM whose products are convolutions.',
  formula: 'i, f, g, o = W ∗ x_t + U ∗ h_{t−1} + b,  c = f·c + i·g,  h = o·tanh(c)',
  source: 'Shi et al. 2015, arXiv:1506.04214',
  inputs: [{ name: 'input', doc: 'A film: time × height × width × channels', accepts: ['volume'] }],
  outputs: [{ name: 'output', doc: 'The memory after the last frame, or after every frame' }],
  params: {
    filters: of.filters(),
    kernel_size: of.kernelSize(2),
    strides: of.strides(2),
    padding: of.padding(2),
    return_sequences: bool({ default: false, doc: 'Gives the memory after every frame; else only after the last.' }),
  },
  summary: (p) => `${p.filters} filters, ${formatSize(perAxis(p.kernel_size, 2))}${p.return_sequences ? ', every frame' : ''}`,
  mend: mendToVolume,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', time = 0, height = 0, width = 0] = x.shape;
    const frame = { ...x, shape: [batch, height, width, x.shape.at(-1) ?? 0] };
    const window = { size: p.kernel_size, strides: p.strides, padding: p.padding, dilation: 1 };
    const refused = refuseConvolution(frame, window, 2, 'ConvLSTM2D');
    if (refused) return refused;
    const [down = 1, across = 1] = perAxis(p.kernel_size, 2);
    const [rowStride = 1, colStride = 1] = perAxis(p.strides, 2);
    const map = [windowCount(height, down, rowStride, p.padding), windowCount(width, across, colStride, p.padding), p.filters];
    return {
      ok: true,
      outputs: {
        output: p.return_sequences
          ? { shape: [batch, time, ...map], dtype: 'float32', carries: 'volume' }
          : { shape: [batch, ...map], dtype: 'float32', carries: 'features' },
      },
    };
  },
  weights: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 0;
    return [
      { name: 'kernel', shape: [...perAxis(p.kernel_size, 2), channels, 4 * p.filters], trainable: true },
      { name: 'recurrent_kernel', shape: [...perAxis(p.kernel_size, 2), p.filters, 4 * p.filters], trainable: true },
      { name: 'bias', shape: [4 * p.filters], trainable: true },
    ];
  },
  cost: (inputs, p) => {
    const [, time = 0, height = 0, width = 0] = inputOf(inputs, 'input').shape;
    const channels = lastSize(inputOf(inputs, 'input')) ?? 0;
    const [down = 1, across = 1] = perAxis(p.kernel_size, 2);
    const [rowStride = 1, colStride = 1] = perAxis(p.strides, 2);
    const rows = windowCount(height, down, rowStride, p.padding);
    const cols = windowCount(width, across, colStride, p.padding);
    const count = product([time, rows, cols]);
    if (count === null) return null;
    return {
      multiplications: count * down * across * 4 * p.filters * (channels + p.filters),
      scoresBytes: 0,
      growth: null,
      // What was convolved, its gradient, and both states, at every place of every frame.
      held: count * 10 * p.filters,
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'ConvLSTM2D',
        config: {
          filters: p.filters,
          kernel_size: p.kernel_size,
          strides: p.strides,
          padding: p.padding,
          return_sequences: p.return_sequences,
        },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'last frame',
      params: { filters: 2, kernel_size: [2, 3] },
      inputs: { input: [{ shape: ['batch', 3, 3, 4, 1], carries: 'volume' }] },
    },
    {
      name: 'every frame, valid, strides',
      params: { filters: 1, kernel_size: [2, 2], strides: [2, 1], padding: 'valid', return_sequences: true },
      inputs: { input: [{ shape: ['batch', 2, 4, 3, 2], carries: 'volume' }] },
    },
  ],
});
