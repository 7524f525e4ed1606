import { defineBlock } from '../../graph/define-block';
import { inputOf, lastSize } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { dense } from '../extractors/dense';
import { globalAveragePooling2d } from '../extractors/global-average-pooling-2d';
import { globalMaxPooling2d } from '../extractors/global-max-pooling-2d';
import { add } from '../fusion/add';
import { multiply } from '../fusion/multiply';
import { mendToMap } from '../mends';
import { activation } from '../normalisation/activation';
import { channelMlp, refuseChannels } from './channel-mlp';

/** CBAM's first half: the mean and the largest of every channel through one small network. */
export const channelAttention = defineBlock({
  kind: 'ChannelAttention',
  family: 'attention',
  title: 'Channel attention',
  letter: 'C',
  keywords: ['cbam', 'gate', 'channels'],
  doc: 'Decides how much each channel of a map counts, out of its mean and its largest number, which go through the same small network.',
  formula: 'x · σ(MLP(mean(x)) + MLP(max(x)))',
  source: 'Woo et al. 2018, arXiv:1807.06521',
  parts: [globalAveragePooling2d, globalMaxPooling2d, dense, add, activation, multiply],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The same map, its channels weighted' },
    { name: 'gate', doc: 'How much each channel counts, from 0 to 1', optional: true },
  ],
  params: { reduction: int({ default: 16, max: 4096, doc: 'How many times fewer numbers than channels stand between the two layers.' }) },
  map: { type: 'gate', output: 'gate', query: null, key: null },
  summary: (p) => `÷ ${p.reduction}`,
  mend: mendToMap,
  refuse: (inputs) => refuseChannels(inputOf(inputs, 'input'), 'Channel attention'),
  expand: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const x = Sketch.input('input');
    const mean = channelMlp(s, 'mean', s.node('mean', 'GlobalAveragePooling2D', {}, { input: x }), channels, p, 'linear', null);
    const most = channelMlp(s, 'most', s.node('most', 'GlobalMaxPooling2D', {}, { input: x }), channels, p, 'linear', 'mean');
    const sum = s.node('sum', 'Add', {}, { inputs: [mean, most] });
    const gate = s.node('gate', 'Activation', { activation: 'sigmoid' }, { input: sum });
    return s.done({ output: s.node('weighted', 'Multiply', {}, { inputs: [x, gate] }), gate });
  },
  examples: [
    { name: 'halved', params: { reduction: 2 }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'as many inside', params: { reduction: 1 }, inputs: { input: [{ shape: ['batch', 2, 4, 3], carries: 'features' }] } },
  ],
});
