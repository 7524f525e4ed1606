import { defineBlock } from '../../graph/define-block';
import { type Inference, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import type { ValueSpec } from '../../graph/spec';
import { refuseChannels, refuseSides, sidesOf } from '../attention/channel-mlp';
import { conv2dTranspose } from '../extractors/conv2d-transpose';
import { upSampling2d } from '../extractors/up-sampling-2d';
import { concatenate } from '../fusion/concatenate';
import { mendToMap } from '../mends';
import { CONVOLUTION_PARTS, twoConvolutions, UNET_PARAMS, UPSAMPLING } from './unet-parts';

/** A skip that does not lie on the enlarged map place by place. */
function refuseSkip(input: ValueSpec, skip: ValueSpec): Inference | null {
  const [height, width] = (sidesOf(input) ?? [0, 0]).map((side) => 2 * side) as [number, number];
  const [rows, cols] = sidesOf(skip) ?? [0, 0];
  if (rows === height && cols === width) return null;
  const larger = rows >= height && cols >= width;
  const size = `${height}×${width}`;
  return refuse('The skip and the enlarged map do not lie on each other, so their channels cannot be put together.', {
    port: 'skip',
    expected: `a map of ${size} places, twice the size of the input`,
    received: `${rows}×${cols} places`,
    fix: {
      type: 'insert',
      title: larger ? `Cut the skip to ${size}` : `Resize the skip to ${size}`,
      port: 'skip',
      kind: larger ? 'CenterCrop' : 'Resizing',
      params: { size: [height, width] },
      input: 'input',
      output: 'output',
    },
  });
}

/** One step up of a U-Net. */
export const unetUpStage = defineBlock({
  kind: 'UNetUpStage',
  family: 'block',
  title: 'U-Net stage up',
  letter: 'U',
  keywords: ['unet', 'u-net', 'segmentation', 'decoder', 'expanding', 'skip', 'up-convolution'],
  doc: 'Doubles the map, lays the map of the stage down of the same height beside it, and mixes both by two convolutions: what the map says, in the detail of the skip.',
  formula: 'relu(conv(relu(conv([skip; up(x)]))))',
  source: 'Ronneberger et al. 2015, arXiv:1505.04597',
  parts: [...CONVOLUTION_PARTS, conv2dTranspose, upSampling2d, concatenate],
  inputs: [
    { name: 'input', doc: 'The map of the stage below', accepts: ['features', 'image'] },
    { name: 'skip', doc: '“skip” of the stage down of the same height', accepts: ['features', 'image'] },
  ],
  outputs: [{ name: 'output', doc: 'The map, twice as high and wide' }],
  params: {
    filters: int({ default: 64, max: 16_384, doc: 'Channels that come out: as many as the skip has in the paper.' }),
    upsampling: UPSAMPLING,
    ...UNET_PARAMS,
  },
  summary: (p) => `${p.filters} filters, ${p.upsampling}${p.batch_normalization ? ', normalised' : ''}`,
  mend: mendToMap,
  refuse: (inputs) => {
    const [input, skip] = [inputOf(inputs, 'input'), inputOf(inputs, 'skip')];
    for (const spec of [input, skip]) {
      const refused = refuseChannels(spec, 'The stage up') ?? refuseSides(spec, 'The stage up');
      if (refused) return refused;
    }
    return refuseSkip(input, skip);
  },
  expand: (_inputs, p) => {
    const s = new Sketch();
    const input = Sketch.input('input');
    const doubled = { filters: p.filters, kernel_size: [2, 2], padding: 'same', activation: 'linear' };
    const up =
      p.upsampling === 'transposed'
        ? s.node('up', 'Conv2DTranspose', { ...doubled, strides: [2, 2] }, { input })
        : s.node('up', 'Conv2D', doubled, {
            input: s.node('enlarged', 'UpSampling2D', { size: [2, 2], interpolation: p.upsampling }, { input }),
          });
    const both = s.node('both', 'Concatenate', {}, { inputs: [Sketch.input('skip'), up] });
    return s.done({ output: twoConvolutions(s, both, p) });
  },
  examples: [
    {
      name: 'transposed',
      params: { filters: 2 },
      inputs: {
        input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }],
        skip: [{ shape: ['batch', 4, 6, 2], carries: 'features' }],
      },
    },
    {
      name: 'bilinear, normalised',
      params: { filters: 3, upsampling: 'bilinear', batch_normalization: true },
      inputs: {
        input: [{ shape: ['batch', 2, 2, 2], carries: 'features' }],
        skip: [{ shape: ['batch', 4, 4, 1], carries: 'image' }],
      },
    },
    {
      name: 'nearest, valid',
      params: { filters: 2, upsampling: 'nearest', padding: 'valid' },
      inputs: {
        input: [{ shape: ['batch', 3, 3, 2], carries: 'features' }],
        skip: [{ shape: ['batch', 6, 6, 2], carries: 'features' }],
      },
    },
  ],
});
