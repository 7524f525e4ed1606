import { defineBlock } from '../../graph/define-block';
import { inputOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { refuseChannels, refuseSides } from '../attention/channel-mlp';
import { maxPooling2d } from '../extractors/max-pooling-2d';
import { mendToMap } from '../mends';
import { CONVOLUTION_PARTS, twoConvolutions, UNET_PARAMS } from './unet-parts';

/** One step down of a U-Net. */
export const unetDownStage = defineBlock({
  kind: 'UNetDownStage',
  family: 'block',
  title: 'U-Net stage down',
  letter: 'D',
  keywords: ['unet', 'u-net', 'segmentation', 'encoder', 'contracting', 'skip'],
  doc: 'Two convolutions, whose map is also handed out at “skip” for the way up, then a pooling that halves it.',
  formula: 'skip = relu(conv(relu(conv(x)))),  output = maxpool(skip)',
  source: 'Ronneberger et al. 2015, arXiv:1505.04597',
  parts: [...CONVOLUTION_PARTS, maxPooling2d],
  inputs: [{ name: 'input', doc: 'A picture, or the map of the stage above', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The map, half as high and wide' },
    { name: 'skip', doc: 'The map before the pooling: for the stage up of the same height' },
  ],
  params: {
    filters: int({ default: 64, max: 16_384, doc: 'Channels that come out; the paper doubles them from stage to stage.' }),
    ...UNET_PARAMS,
  },
  summary: (p) => `${p.filters} filters${p.batch_normalization ? ', normalised' : ''}`,
  mend: mendToMap,
  refuse: (inputs) => {
    const x = inputOf(inputs, 'input');
    return refuseChannels(x, 'The stage down') ?? refuseSides(x, 'The stage down');
  },
  expand: (_inputs, p) => {
    const s = new Sketch();
    const skip = twoConvolutions(s, Sketch.input('input'), p);
    return s.done({ output: s.node('pool', 'MaxPooling2D', { pool_size: [2, 2] }, { input: skip }), skip });
  },
  examples: [
    { name: 'same', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 4, 5, 2], carries: 'image' }] } },
    {
      name: 'valid, normalised',
      params: { filters: 2, padding: 'valid', batch_normalization: true },
      inputs: { input: [{ shape: ['batch', 8, 6, 1], carries: 'features' }] },
    },
  ],
});
