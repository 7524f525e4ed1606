import { defineBlock } from '../../graph/define-block';
import { inputOf, lastSize } from '../../graph/input-of';
import { int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { conv2d } from '../extractors/conv2d';
import { globalAveragePooling1d } from '../extractors/global-average-pooling-1d';
import { globalMaxPooling1d } from '../extractors/global-max-pooling-1d';
import { permute } from '../extractors/permute';
import { reshape } from '../extractors/reshape';
import { concatenate } from '../fusion/concatenate';
import { multiply } from '../fusion/multiply';
import { mendToMap } from '../mends';
import { refuseChannels, refuseSides, sidesOf } from './channel-mlp';

/** CBAM's second half: where in the map to look, out of the mean and the largest over the channels. */
export const spatialAttention = defineBlock({
  kind: 'SpatialAttention',
  family: 'attention',
  title: 'Spatial attention',
  letter: 'S',
  keywords: ['cbam', 'gate', 'where', 'places'],
  doc: 'Decides how much each place of a map counts: a convolution looks at the mean and the largest number of all channels there.',
  formula: 'x · σ(conv([mean_c(x); max_c(x)]))',
  source: 'Woo et al. 2018, arXiv:1807.06521',
  parts: [reshape, permute, globalAveragePooling1d, globalMaxPooling1d, concatenate, conv2d, multiply],
  inputs: [{ name: 'input', doc: 'A feature map', accepts: ['features', 'image'] }],
  outputs: [
    { name: 'output', doc: 'The same map, its places weighted' },
    { name: 'gate', doc: 'How much each place counts, from 0 to 1', optional: true },
  ],
  params: { kernel_size: int({ default: 7, max: 63, doc: 'Height and width of the window of the convolution.' }) },
  map: { type: 'gate', output: 'gate', query: null, key: 'input' },
  summary: (p) => `${p.kernel_size} × ${p.kernel_size}`,
  mend: mendToMap,
  refuse: (inputs) => {
    const x = inputOf(inputs, 'input');
    return refuseChannels(x, 'Spatial attention') ?? refuseSides(x, 'Spatial attention');
  },
  expand: (inputs, p) => {
    const spec = inputOf(inputs, 'input');
    const [height, width] = sidesOf(spec) ?? [1, 1];
    const channels = lastSize(spec) ?? 1;
    const s = new Sketch();
    const x = Sketch.input('input');
    // Stock layers pool over places: the channels become the places.
    const rows = s.node('rows', 'Reshape', { target_shape: [height * width, channels] }, { input: x });
    const turned = s.node('turned', 'Permute', { dims: [2, 1] }, { input: rows });
    const asMap = (name: string, kind: string) =>
      s.node(`${name}_map`, 'Reshape', { target_shape: [height, width, 1] }, { input: s.node(name, kind, {}, { input: turned }) });
    const both = s.node(
      'both',
      'Concatenate',
      {},
      { inputs: [asMap('mean', 'GlobalAveragePooling1D'), asMap('most', 'GlobalMaxPooling1D')] },
    );
    const window = { filters: 1, kernel_size: [p.kernel_size, p.kernel_size], padding: 'same', activation: 'sigmoid', use_bias: false };
    const weights = s.node('weights', 'Conv2D', window, { input: both });
    const gate = s.node('gate', 'Reshape', { target_shape: [height * width] }, { input: weights });
    return s.done({ output: s.node('weighted', 'Multiply', {}, { inputs: [x, weights] }), gate });
  },
  examples: [
    { name: 'three by three', params: { kernel_size: 3 }, inputs: { input: [{ shape: ['batch', 3, 4, 2], carries: 'features' }] } },
    { name: 'five by five', params: { kernel_size: 5 }, inputs: { input: [{ shape: ['batch', 2, 5, 3], carries: 'features' }] } },
  ],
});
