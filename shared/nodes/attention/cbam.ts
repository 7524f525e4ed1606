import { defineBlock } from '../../graph/define-block';
import { inputOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { mendToMap } from '../mends';
import { channelAttention } from './channel-attention';
import { refuseChannels, refuseSides } from './channel-mlp';
import { spatialAttention } from './spatial-attention';

/** Both halves, one after the other: what to look at, then where. */
export const cbam = defineBlock({
  kind: 'CBAM',
  family: 'attention',
  title: 'CBAM',
  letter: 'B',
  everyday: true,
  keywords: ['channel', 'spatial', 'convolutional block attention', 'gate'],
  doc: 'First decides which channels of a map count, then which of its places. Fits behind any convolution.',
  formula: "x' = x · channel(x),  x'' = x' · spatial(x')",
  source: 'Woo et al. 2018, arXiv:1807.06521',
  parts: [channelAttention, spatialAttention],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The same map, weighted' },
    { name: 'gate', doc: 'How much each place counts, from 0 to 1', optional: true },
  ],
  params: {
    reduction: int({
      default: 16,
      max: 4096,
      doc: 'How many times fewer numbers than channels stand between the layers of the channel part.',
    }),
    kernel_size: int({ default: 7, max: 63, doc: 'Height and width of the window of the spatial part.' }),
  },
  summary: (p) => `÷ ${p.reduction}, ${p.kernel_size} × ${p.kernel_size}`,
  mend: mendToMap,
  refuse: (inputs) => refuseChannels(inputOf(inputs, 'input'), 'CBAM') ?? refuseSides(inputOf(inputs, 'input'), 'CBAM'),
  expand: (_inputs, p) => {
    const s = new Sketch();
    const channels = s.node('channel', 'ChannelAttention', { reduction: p.reduction }, { input: Sketch.input('input') });
    const output = s.node('spatial', 'SpatialAttention', { kernel_size: p.kernel_size }, { input: channels });
    return s.done({ output, gate: { node: 'spatial', port: 'gate' } });
  },
  examples: [
    { name: 'small', params: { reduction: 2, kernel_size: 3 }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    {
      name: 'as many inside, an even window',
      params: { reduction: 1, kernel_size: 2 },
      inputs: { input: [{ shape: ['batch', 2, 4, 3], carries: 'features' }] },
    },
  ],
});
