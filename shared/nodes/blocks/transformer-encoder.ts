import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import type { PortRef } from '../../graph/document';
import { inputOf, lastSize } from '../../graph/input-of';
import { bool, choice, float, int, optionalInt } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import { multiHeadAttention } from '../attention/multi-head-attention';
import { dense } from '../extractors/dense';
import { add } from '../fusion/add';
import { mendToSequence } from '../mends';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';

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
    layers: int({ default: 1, max: 48, doc: 'How often the block stands behind itself.' }),
    num_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
    key_dim: optionalInt({ default: null, nullable: 'features ÷ heads', max: 8192, doc: 'Size of a query and a key in each head.' }),
    intermediate_dim: int({ default: 128, max: 65_536, doc: 'Size of the small network between its two layers.' }),
    activation: choice({ options: ['relu', 'gelu'], default: 'gelu', doc: 'Function between the two layers of the small network.' }),
    dropout: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers dropped while training.' }),
    normalize_first: bool({
      default: true,
      doc: 'Normalises before each part, which trains more steadily; else after it, as in the original paper.',
    }),
    use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.', advanced: true }),
    epsilon: float({ default: 1e-5, min: 1e-12, max: 1, step: 1e-6, doc: 'Of the normalisations.', advanced: true }),
  },
  summary: (p) =>
    `${p.layers > 1 ? `${p.layers} layers, ` : ''}${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'}, ${p.intermediate_dim} inside`,
  mend: mendToSequence,
  refuse: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const features = lastSize(x);
    if (features === null) {
      return refuse('The Transformer encoder needs to know how many features a place has.', {
        port: 'input',
        expected: 'a known last size',
        received: formatShape(x.shape),
      });
    }
    if (p.key_dim === null && features % p.num_heads !== 0) {
      return refuse(`${features} features cannot be shared out among ${p.num_heads} heads.`, {
        expected: 'heads that divide the features, or a size of their own',
        received: `${features} ÷ ${p.num_heads}`,
        fix: {
          type: 'set',
          title: `Use heads of ${Math.ceil(features / p.num_heads)}`,
          param: 'key_dim',
          value: Math.ceil(features / p.num_heads),
        },
      });
    }
    return null;
  },
  expand: (inputs, p) => {
    const features = lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    /** The part, its dropout, what came in added, and the normalisation before or behind. */
    const residual = (name: string, x: PortRef, part: (x: PortRef) => PortRef): PortRef => {
      const norm = (value: PortRef): PortRef => s.node(`${name}_norm`, 'LayerNormalization', { epsilon: p.epsilon }, { input: value });
      const made = part(p.normalize_first ? norm(x) : x);
      const dropped = p.dropout > 0 ? s.node(`${name}_dropout`, 'Dropout', { rate: p.dropout }, { input: made }) : made;
      const sum = s.node(`${name}_add`, 'Add', {}, { inputs: [x, dropped] });
      return p.normalize_first ? sum : norm(sum);
    };
    let x = Sketch.input('input');
    for (let layer = 1; layer <= p.layers; layer++) {
      const name = (part: string): string => (p.layers === 1 ? part : `layer${layer}_${part}`);
      x = residual(name('attention'), x, (input) =>
        s.node(
          name('attention'),
          'MultiHeadAttention',
          {
            num_heads: p.num_heads,
            key_dim: p.key_dim ?? Math.floor(features / p.num_heads),
            dropout: p.dropout,
            use_causal_mask: p.use_causal_mask,
          },
          { query: input },
          p.layers === 1 ? 'Attention' : `Attention ${layer}`,
        ),
      );
      x = residual(name('mlp'), x, (input) => {
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
  ],
});
