import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import type { PortRef } from '../../graph/document';
import { inputOf, lastSize } from '../../graph/input-of';
import { choice, float, int, optionalInt } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import { multiHeadAttention } from '../attention/multi-head-attention';
import { globalAveragePooling1d } from '../extractors/global-average-pooling-1d';
import { mendToSequence } from '../mends';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';
import { add } from './add';
import { concatenate } from './concatenate';

/** Two streams that attend to each other, as in ViLBERT's co-attention, and are joined. */
export const crossAttentionFusion = defineBlock({
  kind: 'CrossAttentionFusion',
  family: 'fusion',
  title: 'Cross-attention fusion',
  letter: '⨯',
  keywords: ['co-attention', 'vilbert', 'cross', 'lxmert'],
  doc: 'Two sequences – words and the places of a picture, for instance – look at each other: each adds to its places what it finds in the other. Then both are joined. Two maps show who looked where.',
  formula: 'x = LN(first + MHA(first, second)),  y = LN(second + MHA(second, first))',
  source: 'Lu et al. 2019 (ViLBERT), arXiv:1908.02265; Tan & Bansal 2019 (LXMERT), arXiv:1908.07490',
  inputs: [
    { name: 'first', doc: 'One sequence', accepts: ['sequence'] },
    { name: 'second', doc: 'The other; it may have other places and features', accepts: ['sequence'] },
  ],
  outputs: [{ name: 'output', doc: 'Both, joined' }],
  parts: [multiHeadAttention, globalAveragePooling1d, layerNormalization, dropout, add, concatenate],
  params: {
    num_heads: int({ default: 4, max: 1024, doc: 'Heads of each attention.' }),
    key_dim: optionalInt({
      default: null,
      nullable: 'features ÷ heads',
      max: 65_536,
      doc: 'Size of each head; without it the features of the first are shared out.',
      advanced: true,
    }),
    join: choice({
      options: ['means', 'places'],
      default: 'means',
      doc: 'means: the mean of each, side by side, as a vector. places: one sequence behind the other.',
    }),
    dropout: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of what is found that is dropped while training.' }),
    epsilon: float({
      default: 1e-5,
      min: 1e-12,
      max: 1,
      step: 1e-6,
      doc: 'Added to the variance in the normalisations, so that nothing is divided by 0.',
      advanced: true,
    }),
  },
  summary: (p) =>
    `${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'} each, ${p.join === 'means' ? 'means side by side' : 'end to end'}`,
  mend: mendToSequence,
  refuse: (inputs, p) => {
    const [first, second] = [inputOf(inputs, 'first'), inputOf(inputs, 'second')];
    for (const [port, spec] of [
      ['first', first],
      ['second', second],
    ] as const) {
      if (lastSize(spec) !== null) continue;
      return refuse('Cross-attention fusion needs to know how many features a place has.', {
        port,
        expected: 'a known last size',
        received: formatShape(spec.shape),
      });
    }
    const [a, b] = [lastSize(first) ?? 0, lastSize(second) ?? 0];
    if (p.join === 'places' && a !== b) {
      return refuse('Only places with the same number of features can follow each other.', {
        port: 'second',
        expected: `${a} features, or means side by side`,
        received: `${b} features`,
        fix: { type: 'set', title: 'Join the means', param: 'join', value: 'means' },
      });
    }
    if (p.key_dim === null && a % p.num_heads !== 0) {
      const size = Math.ceil(a / p.num_heads);
      return refuse(`${a} features cannot be shared out among ${p.num_heads} heads.`, {
        expected: 'heads that divide the features, or a size of their own',
        received: `${a} ÷ ${p.num_heads}`,
        fix: { type: 'set', title: `Use heads of ${size}`, param: 'key_dim', value: size },
      });
    }
    return null;
  },
  expand: (inputs, p) => {
    const s = new Sketch();
    const [first, second] = [Sketch.input('first'), Sketch.input('second')];
    const size = p.key_dim ?? Math.max(1, Math.floor((lastSize(inputOf(inputs, 'first')) ?? 1) / p.num_heads));
    /** `query` with what it finds in `value` added. */
    const informed = (name: string, title: string, query: PortRef, value: PortRef): PortRef => {
      const params = { num_heads: p.num_heads, key_dim: size };
      const found = s.node(`${name}_attention`, 'MultiHeadAttention', params, { query, value }, title);
      const dropped = p.dropout > 0 ? s.node(`${name}_dropout`, 'Dropout', { rate: p.dropout }, { input: found }) : found;
      const sum = s.node(`${name}_add`, 'Add', {}, { inputs: [query, dropped] });
      return s.node(`${name}_norm`, 'LayerNormalization', { epsilon: p.epsilon }, { input: sum });
    };
    const x = informed('first', 'First looks at second', first, second);
    const y = informed('second', 'Second looks at first', second, first);
    if (p.join === 'places') return s.done({ output: s.node('join', 'Concatenate', { axis: 1 }, { inputs: [x, y] }) });
    const mean = (name: string, input: PortRef): PortRef => s.node(`${name}_mean`, 'GlobalAveragePooling1D', {}, { input });
    return s.done({ output: s.node('join', 'Concatenate', { axis: -1 }, { inputs: [mean('first', x), mean('second', y)] }) });
  },
  examples: [
    {
      name: 'means, one padded',
      params: { num_heads: 2, dropout: 0 },
      inputs: {
        first: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }],
        second: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'end to end',
      params: { num_heads: 1, key_dim: 3, join: 'places', dropout: 0.2 },
      inputs: { first: [{ shape: ['batch', 4, 4], carries: 'sequence' }], second: [{ shape: ['batch', 3, 4], carries: 'sequence' }] },
    },
    {
      name: 'end to end, one padded',
      params: { num_heads: 1, join: 'places', dropout: 0 },
      inputs: {
        first: [{ shape: ['batch', 4, 4], carries: 'sequence' }],
        second: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }],
      },
    },
  ],
});
