import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import { choice, defaultsOf, float, int, optionalInt, size2d } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { globalAveragePooling1d } from '../extractors/global-average-pooling-1d';
import { takePlace } from '../extractors/take-place';
import { mendToMap } from '../mends';
import { dropout } from '../normalisation/dropout';
import { layerNormalization } from '../normalisation/layer-normalization';
import { formatSize } from '../sizes';
import { patchEmbedding } from './patch-embedding';
import { transformerEncoder } from './transformer-encoder';

/** Patches, a Transformer encoder, and what it says of the whole picture. */
export const visionTransformer = defineBlock({
  kind: 'VisionTransformer',
  family: 'block',
  title: 'Vision Transformer',
  letter: 'V',
  everyday: true,
  keywords: ['vit', 'deit', 'patches', 'image', 'class token'],
  doc: 'Reads a picture as a sequence of patches with a Transformer encoder, and gives one vector of the whole: what its class token gathered, or the mean of all patches.',
  formula: 'norm(encoder([cls; patch₁ E; … patch_N E] + positions)), at cls or the mean',
  source: 'Dosovitskiy et al. 2020, arXiv:2010.11929; mean: Beyer et al. 2022, arXiv:2205.01580',
  parts: [patchEmbedding, dropout, transformerEncoder, layerNormalization, takePlace, globalAveragePooling1d],
  inputs: [{ name: 'input', doc: 'A picture or a feature map', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'One vector of the whole picture' }],
  params: {
    num_patches: optionalInt({
      default: null,
      nullable: 'by the size of a patch',
      max: 1_000_000,
      doc: 'N: patches that a picture is cut into; the size of one follows.',
    }),
    patch_size: size2d({ default: [16, 16], max: 4096, doc: 'Height and width of a patch, where their number is not given.' }),
    embed_dim: int({ default: 64, max: 65_536, doc: 'Size of the vector that a patch becomes: the width of the whole.' }),
    depth: int({ default: 4, max: 48, doc: 'Layers of the encoder.' }),
    num_heads: int({ default: 4, max: 256, doc: 'Attentions side by side in each layer.' }),
    intermediate_dim: int({ default: 128, max: 65_536, doc: 'Size of the small network in each layer.' }),
    pooling: choice({
      options: ['class_token', 'mean'],
      default: 'class_token',
      doc: 'class_token: a learned place gathers what is known of the whole. mean: the mean of all patches.',
    }),
    positions: choice({ options: ['learned', 'sinusoidal', 'none'], default: 'learned', doc: 'How a patch knows where it is.' }),
    register_tokens: int({ default: 0, min: 0, max: 256, doc: 'Learned places that stand for nothing: room for notes.', advanced: true }),
    dropout: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers dropped while training.' }),
    epsilon: float({
      default: 1e-6,
      min: 1e-12,
      max: 1,
      step: 1e-6,
      doc: 'Added to the variance in the normalisations, so that nothing is divided by 0.',
      advanced: true,
    }),
  },
  summary: (p) =>
    [
      p.num_patches === null ? `${formatSize(p.patch_size)} each` : `${p.num_patches} patches`,
      `${p.embed_dim} wide`,
      `${p.depth} ${p.depth === 1 ? 'layer' : 'layers'}`,
      `${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'}`,
    ].join(', '),
  mend: mendToMap,
  refuse: (inputs, p, context) => {
    if (p.embed_dim % p.num_heads !== 0) {
      const wide = Math.ceil(p.embed_dim / p.num_heads) * p.num_heads;
      return refuse(`${p.embed_dim} features cannot be shared out among ${p.num_heads} heads.`, {
        expected: 'heads that divide the width',
        received: `${p.embed_dim} ÷ ${p.num_heads}`,
        fix: { type: 'set', title: `Use a width of ${wide}`, param: 'embed_dim', value: wide },
      });
    }
    // What is wrong with the patches is mended by parameters of the same names.
    const { num_patches, patch_size, embed_dim } = p;
    const cut = patchEmbedding.infer(inputs, { ...defaultsOf(patchEmbedding.params), num_patches, patch_size, embed_dim }, context);
    return cut.ok ? null : cut;
  },
  expand: (_inputs, p) => {
    const s = new Sketch();
    let x = s.node(
      'patches',
      'PatchEmbedding',
      {
        num_patches: p.num_patches,
        patch_size: [...p.patch_size],
        embed_dim: p.embed_dim,
        class_token: p.pooling === 'class_token',
        register_tokens: p.register_tokens,
        positions: p.positions,
      },
      { input: Sketch.input('input') },
    );
    if (p.dropout > 0) x = s.node('dropout', 'Dropout', { rate: p.dropout }, { input: x });
    x = s.node(
      'encoder',
      'TransformerEncoder',
      { layers: p.depth, num_heads: p.num_heads, intermediate_dim: p.intermediate_dim, dropout: p.dropout, epsilon: p.epsilon },
      { input: x },
    );
    x = s.node('norm', 'LayerNormalization', { epsilon: p.epsilon }, { input: x });
    return s.done({
      output:
        p.pooling === 'class_token'
          ? s.node('class_token', 'TakePlace', { index: 0 }, { input: x })
          : s.node('mean', 'GlobalAveragePooling1D', {}, { input: x }),
    });
  },
  examples: [
    {
      name: 'class token',
      params: { patch_size: [2, 2], embed_dim: 4, depth: 2, num_heads: 2, intermediate_dim: 5, dropout: 0.1 },
      inputs: { input: [{ shape: ['batch', 4, 4, 1], carries: 'image' }] },
    },
    {
      name: 'mean of the patches, waves',
      params: {
        num_patches: 4,
        embed_dim: 3,
        depth: 1,
        num_heads: 1,
        intermediate_dim: 4,
        pooling: 'mean',
        positions: 'sinusoidal',
        dropout: 0,
      },
      inputs: { input: [{ shape: ['batch', 4, 6, 2], carries: 'features' }] },
    },
    {
      name: 'no positions, a register',
      params: {
        patch_size: [1, 2],
        embed_dim: 2,
        depth: 1,
        num_heads: 1,
        intermediate_dim: 3,
        positions: 'none',
        register_tokens: 1,
        dropout: 0,
      },
      inputs: { input: [{ shape: ['batch', 2, 4, 1], carries: 'features' }] },
    },
  ],
});
