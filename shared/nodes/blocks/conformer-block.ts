import { defineBlock } from '../../graph/define-block';
import type { PortRef } from '../../graph/document';
import { inputOf, lastSize } from '../../graph/input-of';
import { choice, float, int } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { multiHeadAttention } from '../attention/multi-head-attention';
import { relativeAttention } from '../attention/relative-attention';
import { dense } from '../extractors/dense';
import { depthwiseConv1d } from '../extractors/depthwise-conv1d';
import { add } from '../fusion/add';
import { multiply } from '../fusion/multiply';
import { mendToSequence } from '../mends';
import { activation } from '../normalisation/activation';
import { batchNormalization } from '../normalisation/batch-normalization';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';
import { rescaling } from '../preprocessing/rescaling';
import { EPSILON, headSize, refuseHeads, TRANSFORMER_PARAMS } from './transformer-parts';

/** Attention for what is far, convolution for what is near, between two halves of a small network. */
export const conformerBlock = defineBlock({
  kind: 'ConformerBlock',
  family: 'block',
  title: 'Conformer',
  letter: 'C',
  keywords: ['speech', 'audio', 'asr', 'convolution', 'glu', 'macaron'],
  doc: 'Self-attention finds what belongs together far apart, a convolution what lies side by side; half a small network stands before both and half behind. Made for speech. The paper’s attention knows how far two places are from each other: positions “relative”; without, give the sequence positions first.',
  formula: 'x + ½ FFN(x),  x + MHA(norm(x)),  x + Conv(norm(x)),  norm(x + ½ FFN(x))',
  source: 'Gulati et al. 2020, arXiv:2005.08100; relative positions: Dai et al. 2019, arXiv:1901.02860',
  parts: [
    multiHeadAttention,
    relativeAttention,
    dense,
    depthwiseConv1d,
    add,
    multiply,
    activation,
    batchNormalization,
    dropout,
    layerNormalization,
    rescaling,
  ],
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same places, each of which has seen its neighbours and all others' }],
  params: {
    layers: TRANSFORMER_PARAMS.layers,
    num_heads: TRANSFORMER_PARAMS.num_heads,
    key_dim: TRANSFORMER_PARAMS.key_dim,
    intermediate_dim: int({
      default: 256,
      max: 65_536,
      doc: 'Size of each small network between its two layers; 4 × the features in the paper.',
    }),
    kernel_size: int({ default: 31, max: 255, doc: 'Places that the convolution covers.' }),
    positions: choice({
      options: ['none', 'relative'],
      default: 'none',
      doc: 'relative: attention sees the distance of two places, as in the paper. none: only what was added to the sequence before.',
    }),
    dropout: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers dropped while training.' }),
    epsilon: EPSILON,
  },
  summary: (p) =>
    `${p.layers > 1 ? `${p.layers} layers, ` : ''}${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'}, window ${p.kernel_size}${p.positions === 'relative' ? ', relative' : ''}`,
  mend: mendToSequence,
  refuse: (inputs, p) => refuseHeads('The Conformer', inputOf(inputs, 'input'), p),
  expand: (inputs, p) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    let x = Sketch.input('input');
    for (let layer = 1; layer <= p.layers; layer++) {
      const name = (part: string): string => (p.layers === 1 ? part : `layer${layer}_${part}`);
      const one = (part: string, kind: string, params: Parameters<Sketch['node']>[2], input: PortRef): PortRef =>
        s.node(name(part), kind, params, { input });
      const norm = (part: string, input: PortRef): PortRef => one(`${part}_norm`, 'LayerNormalization', { epsilon: p.epsilon }, input);
      const drop = (part: string, input: PortRef): PortRef =>
        p.dropout > 0 ? one(`${part}_dropout`, 'Dropout', { rate: p.dropout }, input) : input;
      const addTo = (before: PortRef, part: string, made: PortRef): PortRef =>
        s.node(name(`${part}_add`), 'Add', {}, { inputs: [before, made] });

      const half = (before: PortRef, part: string): PortRef => {
        const inner = one(`${part}_inner`, 'Dense', { units: p.intermediate_dim, activation: 'swish' }, norm(part, before));
        const outer = one(`${part}_outer`, 'Dense', { units: features }, drop(`${part}_inner`, inner));
        return addTo(before, part, one(`${part}_half`, 'Rescaling', { scale: 0.5, offset: 0 }, drop(part, outer)));
      };
      const attention = (before: PortRef): PortRef => {
        const heads = { num_heads: p.num_heads, key_dim: headSize(features, p), dropout: p.dropout };
        const title = p.layers === 1 ? 'Attention' : `Attention ${layer}`;
        const [kind, how] = p.positions === 'relative' ? ['RelativeAttention', { positions: 'sinusoidal' }] : ['MultiHeadAttention', {}];
        const made = s.node(name('attention'), kind, { ...heads, ...how }, { query: norm('attention', before) }, title);
        return addTo(before, 'attention', drop('attention', made));
      };
      const convolution = (before: PortRef): PortRef => {
        const input = norm('conv', before);
        // GLU: one half of a pointwise convolution of twice the features opens or closes the other.
        const value = one('conv_value', 'Dense', { units: features }, input);
        const gate = one('conv_gate', 'Dense', { units: features, activation: 'sigmoid' }, input);
        const glu = s.node(name('conv_glu'), 'Multiply', {}, { inputs: [value, gate] });
        const near = one('conv_depthwise', 'DepthwiseConv1D', { kernel_size: p.kernel_size, padding: 'same' }, glu);
        const steady = one('conv_batch_norm', 'BatchNormalization', { epsilon: p.epsilon }, near);
        const active = one('conv_swish', 'Activation', { activation: 'swish' }, steady);
        return addTo(before, 'conv', drop('conv', one('conv_outer', 'Dense', { units: features }, active)));
      };
      x = norm('output', half(convolution(attention(half(x, 'before'))), 'after'));
    }
    return s.done({ output: x });
  },
  examples: [
    {
      name: 'relative positions, padded',
      params: { num_heads: 2, intermediate_dim: 3, kernel_size: 3, positions: 'relative' },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'relative positions',
      params: { num_heads: 2, intermediate_dim: 3, kernel_size: 2, positions: 'relative', dropout: 0 },
      inputs: { input: [{ shape: ['batch', 5, 4], carries: 'sequence' }] },
    },
    {
      name: 'one',
      params: { num_heads: 2, intermediate_dim: 5, kernel_size: 3 },
      inputs: { input: [{ shape: ['batch', 5, 4], carries: 'sequence' }] },
    },
    {
      name: 'two layers, even window, padded',
      // With dropout Keras's attention spreads a padded query's weights otherwise than without.
      params: { layers: 2, num_heads: 1, key_dim: 2, intermediate_dim: 4, kernel_size: 2, dropout: 0 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
