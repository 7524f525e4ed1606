import { defineBlock } from '../../graph/define-block';
import type { PortRef } from '../../graph/document';
import { inputOf, lastSize } from '../../graph/input-of';
import { bool, choice, int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { cbam } from '../attention/cbam';
import { refuseChannels, refuseSides } from '../attention/channel-mlp';
import { squeezeExcitation } from '../attention/squeeze-excitation';
import { conv2d } from '../extractors/conv2d';
import { add } from '../fusion/add';
import { mendToMap } from '../mends';
import { activation } from '../normalisation/activation';
import { batchNormalization } from '../normalisation/batch-normalization';

/** Channels inside a bottleneck are four times fewer than those that come out. */
const EXPANSION = 4;

/** ResNet's building block, as torchvision has it: the stride is in the 3×3 convolution. */
export const residualBlock = defineBlock({
  kind: 'ResidualBlock',
  family: 'block',
  title: 'Residual block',
  letter: 'R',
  everyday: true,
  keywords: ['resnet', 'skip', 'shortcut', 'bottleneck', 'basic block', 'cbam', 'se'],
  doc: 'Convolutions and a way around them: what comes in is added to what they find, so that deep networks can be trained. The way around is a 1×1 convolution where size or channels change.',
  formula: 'relu(F(x) + W_s x)',
  source: 'He et al. 2015, arXiv:1512.03385',
  parts: [conv2d, batchNormalization, activation, add, squeezeExcitation, cbam],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'What the block makes of the map' }],
  params: {
    filters: int({ default: 64, max: 16_384, doc: 'Channels that come out.' }),
    strides: int({ default: 1, max: 8, doc: '2: half the height and width come out.' }),
    bottleneck: bool({
      default: false,
      doc: 'Three convolutions, 1×1, 3×3, 1×1, the middle one with a quarter of the channels: for deep networks.',
    }),
    attention: choice({
      options: ['none', 'squeeze_excitation', 'cbam'],
      default: 'none',
      doc: 'Weighs channels, or channels and places, before the sum.',
    }),
    reduction: int({ default: 16, max: 4096, doc: 'Of the attention: how many times fewer numbers stand inside.', advanced: true }),
  },
  summary: (p) =>
    [
      `${p.filters} filters`,
      p.strides > 1 ? `stride ${p.strides}` : '',
      p.bottleneck ? 'bottleneck' : '',
      p.attention === 'none' ? '' : p.attention,
    ]
      .filter(Boolean)
      .join(', '),
  mend: mendToMap,
  refuse: (inputs) =>
    refuseChannels(inputOf(inputs, 'input'), 'The residual block') ?? refuseSides(inputOf(inputs, 'input'), 'The residual block'),
  expand: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const input = Sketch.input('input');
    const convolve = (name: string, x: PortRef, filters: number, size: number, strides: number): PortRef => {
      const config = {
        filters,
        kernel_size: [size, size],
        strides: [strides, strides],
        padding: 'same',
        activation: 'linear',
        use_bias: false,
      };
      return s.node(`${name}_norm`, 'BatchNormalization', {}, { input: s.node(name, 'Conv2D', config, { input: x }) });
    };
    const relu = (name: string, x: PortRef): PortRef => s.node(name, 'Activation', { activation: 'relu' }, { input: x });
    const inner = Math.max(1, Math.floor(p.filters / EXPANSION));
    let x: PortRef;
    if (p.bottleneck) {
      x = relu('relu1', convolve('conv1', input, inner, 1, 1));
      x = relu('relu2', convolve('conv2', x, inner, 3, p.strides));
      x = convolve('conv3', x, p.filters, 1, 1);
    } else {
      x = relu('relu1', convolve('conv1', input, p.filters, 3, p.strides));
      x = convolve('conv2', x, p.filters, 3, 1);
    }
    if (p.attention === 'squeeze_excitation') x = s.node('attention', 'SqueezeExcitation', { reduction: p.reduction }, { input: x });
    if (p.attention === 'cbam') x = s.node('attention', 'CBAM', { reduction: p.reduction }, { input: x });
    const around = p.strides > 1 || channels !== p.filters ? convolve('shortcut', input, p.filters, 1, p.strides) : input;
    return s.done({ output: relu('relu_out', s.node('sum', 'Add', {}, { inputs: [x, around] })) });
  },
  examples: [
    { name: 'as it is', params: { filters: 2 }, inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] } },
    { name: 'halved', params: { filters: 3, strides: 2 }, inputs: { input: [{ shape: ['batch', 4, 4, 2], carries: 'features' }] } },
    {
      name: 'bottleneck with CBAM',
      params: { filters: 4, bottleneck: true, attention: 'cbam', reduction: 2 },
      inputs: { input: [{ shape: ['batch', 3, 3, 2], carries: 'features' }] },
    },
    {
      name: 'with squeeze and excitation',
      params: { filters: 2, attention: 'squeeze_excitation', reduction: 1 },
      inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'features' }] },
    },
    {
      name: 'squeeze and excitation, as many inside',
      params: { filters: 4, attention: 'squeeze_excitation', reduction: 1 },
      inputs: { input: [{ shape: ['batch', 3, 2, 3], carries: 'features' }] },
    },
  ],
});
