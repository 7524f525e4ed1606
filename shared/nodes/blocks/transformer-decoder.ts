import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import { inputOf, lastSize } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import { multiHeadAttention } from '../attention/multi-head-attention';
import { dense } from '../extractors/dense';
import { add } from '../fusion/add';
import { mendToSequence } from '../mends';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';
import { EPSILON, headSize, refuseHeads, residual, stackSummary, TRANSFORMER_PARAMS } from './transformer-parts';

/** Causal self-attention, attention to a memory, and a small network, each with a residual connection and a normalisation. */
export const transformerDecoder = defineBlock({
  kind: 'TransformerDecoder',
  family: 'block',
  title: 'Transformer decoder',
  letter: 'T',
  everyday: true,
  keywords: ['gpt', 'encoder decoder', 'cross-attention', 'decoder', 'seq2seq', 'translation', 'causal', 'feed-forward'],
  doc: 'Every place looks at itself and those before it, then at the memory, which an encoder made; a small network works on what it found. Each is added to what came in. It writes one word after the other.',
  formula: 'x + MHA_causal(norm(x)),  then  x + MHA(norm(x), memory),  then  x + MLP(norm(x))',
  source: 'Vaswani et al. 2017, arXiv:1706.03762; norm first: Xiong et al. 2020, arXiv:2002.04745',
  parts: [multiHeadAttention, dense, add, dropout, layerNormalization],
  inputs: [
    { name: 'input', doc: 'A sequence: what is written so far', accepts: ['sequence'] },
    { name: 'memory', doc: 'What is looked at: the output of an encoder', accepts: ['sequence'] },
  ],
  outputs: [{ name: 'output', doc: 'The places of the input, each of which has seen those before it and the memory' }],
  params: {
    ...TRANSFORMER_PARAMS,
    use_causal_mask: bool({
      default: true,
      doc: 'A place sees only itself and those before it, as where one word follows the other. Off: all see all, as queries do that look for objects.',
    }),
    epsilon: EPSILON,
  },
  summary: stackSummary,
  mend: mendToSequence,
  refuse: (inputs, p) => {
    const memory = inputOf(inputs, 'memory');
    if (lastSize(memory) === null) {
      return refuse('The Transformer decoder needs to know how many features a place of the memory has.', {
        port: 'memory',
        expected: 'a known last size',
        received: formatShape(memory.shape),
      });
    }
    return refuseHeads('The Transformer decoder', inputOf(inputs, 'input'), p);
  },
  expand: (inputs, p) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const memory = Sketch.input('memory');
    const heads = { num_heads: p.num_heads, key_dim: headSize(features, p), dropout: p.dropout };
    let x = Sketch.input('input');
    for (let layer = 1; layer <= p.layers; layer++) {
      const name = (part: string): string => (p.layers === 1 ? part : `layer${layer}_${part}`);
      const title = (what: string): string => (p.layers === 1 ? what : `${what} ${layer}`);
      x = residual(s, p, name('attention'), x, (query) =>
        s.node(name('attention'), 'MultiHeadAttention', { ...heads, use_causal_mask: p.use_causal_mask }, { query }, title('Attention')),
      );
      x = residual(s, p, name('cross'), x, (query) =>
        s.node(name('cross'), 'MultiHeadAttention', heads, { query, value: memory }, title('Attention to the memory')),
      );
      x = residual(s, p, name('mlp'), x, (input) => {
        const inner = s.node(name('mlp_inner'), 'Dense', { units: p.intermediate_dim, activation: p.activation }, { input });
        return s.node(name('mlp_outer'), 'Dense', { units: features }, { input: inner });
      });
    }
    return s.done({ output: x });
  },
  examples: [
    {
      name: 'norm first',
      params: { num_heads: 2, intermediate_dim: 5 },
      inputs: {
        input: [{ shape: ['batch', 3, 4], carries: 'sequence' }],
        memory: [{ shape: ['batch', 5, 2], carries: 'sequence' }],
      },
    },
    {
      name: 'two layers, norm behind',
      params: { layers: 2, num_heads: 1, key_dim: 3, intermediate_dim: 5, activation: 'relu', normalize_first: false },
      inputs: {
        input: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        memory: [{ shape: ['batch', 2, 3], carries: 'sequence' }],
      },
    },
    {
      name: 'all see all',
      params: { num_heads: 1, intermediate_dim: 3, use_causal_mask: false },
      inputs: {
        input: [{ shape: ['batch', 3, 2], carries: 'sequence' }],
        memory: [{ shape: ['batch', 2, 3], carries: 'sequence' }],
      },
    },
    {
      name: 'both padded',
      // With dropout Keras's attention spreads a padded query's weights otherwise than without.
      params: { num_heads: 2, intermediate_dim: 4, dropout: 0 },
      inputs: {
        input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }],
        memory: [{ shape: ['batch', 'words_1', 3], carries: 'sequence', masked: true }],
      },
    },
  ],
});
