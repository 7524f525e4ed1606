import { defineBlock } from '../../graph/define-block';
import { inputOf, lastSize } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { multiHeadAttention } from '../attention/multi-head-attention';
import { dense } from '../extractors/dense';
import { add } from '../fusion/add';
import { mendToSequence } from '../mends';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';
import { EPSILON, headSize, refuseHeads, residual, stackSummary, TRANSFORMER_PARAMS } from './transformer-parts';

/** Self-attention and a small network, each with a residual connection and a normalisation, once or several times. */
export const transformerEncoder = defineBlock({
  kind: 'TransformerEncoder',
  family: 'block',
  title: 'Transformer encoder',
  letter: 'T',
  everyday: true,
  keywords: ['self-attention', 'bert', 'encoder', 'layer', 'feed-forward'],
  doc: 'Every place looks at all others, then a small network works on each place; both are added to what came in. The block of BERT and of most Transformers.',
  formula: 'x + MHA(norm(x)),  then  x + MLP(norm(x))',
  source: 'Vaswani et al. 2017, arXiv:1706.03762; norm first: Xiong et al. 2020, arXiv:2002.04745',
  parts: [multiHeadAttention, dense, add, dropout, layerNormalization],
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The same places, each of which has seen all others' }],
  params: {
    ...TRANSFORMER_PARAMS,
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.', advanced: true }),
    epsilon: EPSILON,
  },
  summary: stackSummary,
  mend: mendToSequence,
  refuse: (inputs, p) => refuseHeads('The Transformer encoder', inputOf(inputs, 'input'), p),
  expand: (inputs, p) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    let x = Sketch.input('input');
    for (let layer = 1; layer <= p.layers; layer++) {
      const name = (part: string): string => (p.layers === 1 ? part : `layer${layer}_${part}`);
      x = residual(s, p, name('attention'), x, (input) =>
        s.node(
          name('attention'),
          'MultiHeadAttention',
          {
            num_heads: p.num_heads,
            key_dim: headSize(features, p),
            dropout: p.dropout,
            use_causal_mask: p.use_causal_mask,
          },
          { query: input },
          p.layers === 1 ? 'Attention' : `Attention ${layer}`,
        ),
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
      name: 'norm first, padded',
      // With dropout Keras's attention spreads a padded query's weights otherwise than without.
      params: { num_heads: 2, intermediate_dim: 6, dropout: 0 },
      inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] },
    },
    {
      name: 'two layers, norm behind',
      params: { layers: 2, num_heads: 1, key_dim: 3, intermediate_dim: 5, activation: 'relu', normalize_first: false, dropout: 0.1 },
      inputs: { input: [{ shape: ['batch', 3, 4], carries: 'sequence' }] },
    },
    {
      name: 'causal',
      params: { num_heads: 1, intermediate_dim: 3, use_causal_mask: true, dropout: 0 },
      inputs: { input: [{ shape: ['batch', 4, 2], carries: 'sequence' }] },
    },
  ],
});
