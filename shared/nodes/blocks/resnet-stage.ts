import { defineBlock } from '../../graph/define-block';
import { inputOf } from '../../graph/input-of';
import { bool, choice, int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { refuseChannels, refuseSides } from '../attention/channel-mlp';
import { mendToMap } from '../mends';
import { residualBlock } from './residual-block';

/** Residual blocks behind one another; the first changes size and channels. */
export const resnetStage = defineBlock({
  kind: 'ResNetStage',
  family: 'block',
  title: 'ResNet stage',
  letter: 'S',
  keywords: ['resnet', 'residual', 'backbone', 'layer'],
  doc: 'Several residual blocks behind one another. The first halves the map where a stride says so; ResNet-18 has four stages of two.',
  formula: 'block_n(… block₁(x))',
  source: 'He et al. 2015, arXiv:1512.03385',
  parts: [residualBlock],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [{ name: 'output', doc: 'The map of the last block' }],
  params: {
    blocks: int({ default: 2, max: 64, doc: 'How many residual blocks.' }),
    filters: int({ default: 64, max: 16_384, doc: 'Channels that come out.' }),
    strides: int({ default: 2, max: 8, doc: 'Of the first block. 2: half the height and width come out.' }),
    bottleneck: bool({ default: false, doc: 'Blocks of three convolutions: ResNet-50 and deeper.' }),
    attention: choice({
      options: ['none', 'squeeze_excitation', 'cbam'],
      default: 'none',
      doc: 'In every block: weighs channels, or channels and places, before the sum.',
    }),
    reduction: int({ default: 16, max: 4096, doc: 'Of the attention: how many times fewer numbers stand inside.', advanced: true }),
  },
  summary: (p) => `${p.blocks} blocks, ${p.filters} filters${p.strides > 1 ? `, stride ${p.strides}` : ''}`,
  mend: mendToMap,
  refuse: (inputs) =>
    refuseChannels(inputOf(inputs, 'input'), 'The ResNet stage') ?? refuseSides(inputOf(inputs, 'input'), 'The ResNet stage'),
  expand: (_inputs, { blocks, strides, ...rest }) => {
    const s = new Sketch();
    let x = Sketch.input('input');
    for (let block = 1; block <= blocks; block++) {
      const params = { filters: rest.filters, bottleneck: rest.bottleneck, attention: rest.attention, reduction: rest.reduction };
      x = s.node(`block${block}`, 'ResidualBlock', { ...params, strides: block === 1 ? strides : 1 }, { input: x }, `Block ${block}`);
    }
    return s.done({ output: x });
  },
  examples: [
    { name: 'two blocks', params: { filters: 3 }, inputs: { input: [{ shape: ['batch', 4, 4, 2], carries: 'features' }] } },
    {
      name: 'one bottleneck with CBAM',
      params: { blocks: 1, filters: 4, strides: 1, bottleneck: true, attention: 'cbam', reduction: 1 },
      inputs: { input: [{ shape: ['batch', 3, 2, 2], carries: 'features' }] },
    },
    {
      name: 'one block with squeeze and excitation',
      params: { blocks: 1, filters: 4, attention: 'squeeze_excitation', reduction: 1 },
      inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'features' }] },
    },
  ],
});
