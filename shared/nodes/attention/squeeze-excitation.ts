import { defineBlock } from '../../graph/define-block';
import { inputOf, lastSize } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { dense } from '../extractors/dense';
import { globalAveragePooling2d } from '../extractors/global-average-pooling-2d';
import { multiply } from '../fusion/multiply';
import { mendToMap } from '../mends';
import { channelMlp, refuseChannels } from './channel-mlp';

/** Weighs the channels of a map by what the whole map shows. */
export const squeezeExcitation = defineBlock({
  kind: 'SqueezeExcitation',
  family: 'attention',
  title: 'Squeeze and excitation',
  letter: 'E',
  keywords: ['se block', 'se', 'senet', 'channel attention', 'gate', 'recalibration'],
  doc: 'Looks at the mean of every channel and decides how much each counts: channels that matter for this picture are let through.',
  formula: 'x · σ(W₂ relu(W₁ mean(x)))',
  source: 'Hu et al. 2018, arXiv:1709.01507',
  parts: [globalAveragePooling2d, dense, multiply],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The same map, its channels weighted' },
    { name: 'gate', doc: 'How much each channel counts, from 0 to 1', optional: true },
  ],
  params: { reduction: int({ default: 16, max: 4096, doc: 'How many times fewer numbers than channels stand between the two layers.' }) },
  map: { type: 'gate', output: 'gate', query: null, key: null },
  summary: (p) => `÷ ${p.reduction}`,
  mend: mendToMap,
  refuse: (inputs) => refuseChannels(inputOf(inputs, 'input'), 'Squeeze and excitation'),
  expand: (inputs, p) => {
    const channels = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const x = Sketch.input('input');
    const mean = s.node('mean', 'GlobalAveragePooling2D', {}, { input: x });
    const gate = channelMlp(s, 'gate', mean, channels, p, 'sigmoid', null);
    return s.done({ output: s.node('weighted', 'Multiply', {}, { inputs: [x, gate] }), gate });
  },
  examples: [
    { name: 'halved', params: { reduction: 2 }, inputs: { input: [{ shape: ['batch', 3, 2, 4], carries: 'features' }] } },
    { name: 'more than there are', params: {}, inputs: { input: [{ shape: ['batch', 2, 2, 3], carries: 'image' }] } },
  ],
});
