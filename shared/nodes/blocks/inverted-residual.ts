import { defineBlock } from '../../graph/define-block';
import type { PortRef } from '../../graph/document';
import { inputOf, lastSize } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { refuseChannels } from '../attention/channel-mlp';
import { conv2d } from '../extractors/conv2d';
import { depthwiseConv2d } from '../extractors/depthwise-conv2d';
import { add } from '../fusion/add';
import { mendToMap } from '../mends';
import { activation } from '../normalisation/activation';
import { batchNormalization } from '../normalisation/batch-normalization';

/** MobileNetV2's building block. */
export const invertedResidual = defineBlock({
  kind: 'InvertedResidual',
  family: 'block',
  title: 'Inverted residual',
  letter: 'I',
  keywords: ['mobilenet', 'mobilenetv2', 'bottleneck', 'depthwise', 'efficient'],
  doc: 'Widens the channels, filters each by itself, and narrows them again without an activation; what comes in is added where nothing changes its form. Cheap: the block of MobileNetV2.',
  formula: 'x + narrow(relu6(depthwise(relu6(widen(x)))))',
  source: 'Sandler et al. 2018, arXiv:1801.04381',
  parts: [conv2d, depthwiseConv2d, batchNormalization, activation, add],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'What the block makes of the map' }],
  params: {
    filters: int({ default: 32, max: 16_384, doc: 'Channels that come out.' }),
    expansion: int({ default: 6, max: 64, doc: 'How many times more channels there are inside.' }),
    strides: int({ default: 1, max: 8, doc: '2: half the height and width come out.' }),
  },
  summary: (p) => `${p.filters} filters, × ${p.expansion}${p.strides > 1 ? `, stride ${p.strides}` : ''}`,
  mend: mendToMap,
  refuse: (inputs) => refuseChannels(inputOf(inputs, 'input'), 'The inverted residual'),
  expand: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const input = Sketch.input('input');
    const norm = (name: string, x: PortRef): PortRef => s.node(`${name}_norm`, 'BatchNormalization', {}, { input: x });
    const relu = (name: string, x: PortRef): PortRef =>
      s.node(`${name}_relu`, 'Activation', { activation: 'relu6' }, { input: norm(name, x) });
    const point = { kernel_size: [1, 1], padding: 'same', activation: 'linear', use_bias: false };
    let x = input;
    if (p.expansion > 1) x = relu('widen', s.node('widen', 'Conv2D', { ...point, filters: channels * p.expansion }, { input: x }));
    const depthwise = { kernel_size: [3, 3], strides: [p.strides, p.strides], padding: 'same', activation: 'linear', use_bias: false };
    x = relu('depthwise', s.node('depthwise', 'DepthwiseConv2D', depthwise, { input: x }));
    x = norm('narrow', s.node('narrow', 'Conv2D', { ...point, filters: p.filters }, { input: x }));
    if (p.strides === 1 && channels === p.filters) x = s.node('sum', 'Add', {}, { inputs: [input, x] });
    return s.done({ output: x });
  },
  examples: [
    { name: 'added', params: { filters: 2, expansion: 2 }, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    {
      name: 'halved',
      params: { filters: 3, expansion: 3, strides: 2 },
      inputs: { input: [{ shape: ['batch', 4, 4, 2], carries: 'features' }] },
    },
  ],
});
