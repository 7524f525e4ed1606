import { defineBlock } from '../../graph/define-block';
import { type NodeFix, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { bool, choice, int, optionalInt, size2d } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { conv2d } from '../extractors/conv2d';
import { positionEmbedding } from '../extractors/position-embedding';
import { prependTokens } from '../extractors/prepend-tokens';
import { reshape } from '../extractors/reshape';
import { sinePositionEncoding } from '../extractors/sine-position-encoding';
import { mendToMap } from '../mends';
import { formatSize } from '../sizes';

interface Params {
  readonly num_patches: number | null;
  readonly patch_size: readonly [number, number];
}

const sidesOf = (x: ValueSpec): readonly [number, number] | null => {
  const [, height, width] = x.shape;
  return typeof height === 'number' && typeof width === 'number' ? [height, width] : null;
};

/** Rows × columns of whole patches that share out a picture into `count` of them, as square as can be; null: there are none. */
function share(count: number, [height, width]: readonly [number, number]): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  let least = Number.POSITIVE_INFINITY;
  // More rows than pixels there are none, however many patches are wished for.
  for (let rows = 1; rows <= Math.min(count, height); rows++) {
    const cols = count / rows;
    if (!Number.isInteger(cols) || height % rows !== 0 || width % cols !== 0) continue;
    const skew = Math.abs(Math.log(height / rows / (width / cols)));
    if (skew < least - 1e-9) [best, least] = [[rows, cols], skew];
  }
  return best;
}

/** Height and width of a patch; null where that many patches cannot be cut. */
function patchOf(p: Params, sides: readonly [number, number]): readonly [number, number] | null {
  if (p.num_patches === null) return p.patch_size;
  const grid = share(p.num_patches, sides);
  return grid ? [sides[0] / grid[0], sides[1] / grid[1]] : null;
}

/** The numbers of patches near the wanted one that can be cut. */
function nearest(count: number, sides: readonly [number, number]): number | null {
  const most = sides[0] * sides[1];
  if (count > most) return most;
  for (let off = 1; off < 4096; off++) {
    for (const near of [count - off, count + off]) if (near >= 1 && near <= most && share(near, sides)) return near;
  }
  return null;
}

/** A picture as a sequence of patches, each with an embedding: how a Vision Transformer reads. */
export const patchEmbedding = defineBlock({
  kind: 'PatchEmbedding',
  family: 'extractor',
  title: 'Patches',
  letter: 'P',
  everyday: true,
  keywords: ['vit', 'patch', 'embedding', 'vision transformer', 'tokens', 'class token', 'register'],
  doc: 'Cuts a picture into patches and turns each into a vector: a picture becomes a sequence, which attention can read.',
  formula: '[cls; patch₁ E; … patch_N E] + positions',
  source: 'Dosovitskiy et al. 2020, arXiv:2010.11929; registers: Darcet et al. 2023, arXiv:2309.16588',
  parts: [conv2d, reshape, prependTokens, positionEmbedding, sinePositionEncoding],
  inputs: [{ name: 'input', doc: 'A picture or a feature map', accepts: ['image', 'features'] }],
  outputs: [{ name: 'output', doc: 'One place a patch, row by row; behind the class token and registers, where there are any' }],
  params: {
    num_patches: optionalInt({
      default: null,
      nullable: 'by the size of a patch',
      max: 1_000_000,
      doc: 'N: patches that a picture is cut into; the size of one follows.',
    }),
    patch_size: size2d({ default: [16, 16], max: 4096, doc: 'Height and width of a patch, where their number is not given.' }),
    embed_dim: int({ default: 64, max: 65_536, doc: 'Size of the vector that a patch becomes.' }),
    class_token: bool({ default: false, doc: 'A learned place before the patches, which gathers what is said of the whole.' }),
    register_tokens: int({ default: 0, min: 0, max: 256, doc: 'Learned places that stand for nothing: room for notes.', advanced: true }),
    positions: choice({
      options: ['learned', 'sinusoidal', 'none'],
      default: 'learned',
      doc: 'How a place knows where it is.',
    }),
  },
  summary: (p) =>
    [
      p.num_patches === null ? `${formatSize(p.patch_size)} each` : `${p.num_patches} patches`,
      `${p.embed_dim} wide`,
      p.class_token ? 'class token' : '',
    ]
      .filter(Boolean)
      .join(', '),
  mend: mendToMap,
  refuse: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const sides = sidesOf(x);
    if (!sides) {
      return refuse('Patches need to know how large the picture is.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const patch = patchOf(p, sides);
    if (!patch) {
      const near = nearest(p.num_patches ?? 1, sides);
      const fix: NodeFix | null = near === null ? null : { type: 'set', title: `Use ${near} patches`, param: 'num_patches', value: near };
      return refuse(`${formatSize(sides)} cannot be cut into ${p.num_patches} equal patches.`, {
        port: 'input',
        expected: 'rows × columns of patches that divide the picture',
        received: `${p.num_patches} patches of ${formatShape(x.shape)}`,
        fix,
      });
    }
    if (patch[0] > sides[0] || patch[1] > sides[1]) {
      const smaller = [Math.min(patch[0], sides[0]), Math.min(patch[1], sides[1])];
      return refuse('A patch is larger than the picture.', {
        port: 'input',
        expected: `patches within ${formatSize(sides)}`,
        received: formatSize(patch),
        fix: { type: 'set', title: `Use ${smaller.join(' × ')}`, param: 'patch_size', value: smaller },
      });
    }
    return null;
  },
  warn: (inputs, p) => {
    const sides = sidesOf(inputOf(inputs, 'input'));
    const patch = sides && patchOf(p, sides);
    if (!sides || !patch) return [];
    const [below, right] = [sides[0] % patch[0], sides[1] % patch[1]];
    if (below === 0 && right === 0) return [];
    const seen = [sides[0] - below, sides[1] - right];
    return [
      {
        message: 'Whole patches do not cover the picture: what is left at its bottom and right is not seen.',
        port: 'input',
        expected: `a picture of whole patches of ${formatSize(patch)}: ${formatSize(seen)}, for instance`,
        received: formatSize(sides),
        fix: null,
      },
    ];
  },
  expand: (inputs, p) => {
    const sides = sidesOf(inputOf(inputs, 'input')) ?? [1, 1];
    const patch = patchOf(p, sides) ?? [1, 1];
    const count = Math.floor(sides[0] / patch[0]) * Math.floor(sides[1] / patch[1]);
    const s = new Sketch();
    const size = [...patch];
    const projected = s.node(
      'projection',
      'Conv2D',
      { filters: p.embed_dim, kernel_size: size, strides: size, padding: 'valid', activation: 'linear' },
      { input: Sketch.input('input') },
    );
    let x = s.node('patches', 'Reshape', { target_shape: [count, p.embed_dim] }, { input: projected });
    if (p.class_token || p.register_tokens > 0) {
      x = s.node('tokens', 'PrependTokens', { class_token: p.class_token, register_tokens: p.register_tokens }, { input: x });
    }
    if (p.positions === 'learned') x = s.node('positions', 'PositionEmbedding', {}, { input: x });
    if (p.positions === 'sinusoidal') x = s.node('positions', 'SinePositionEncoding', {}, { input: x });
    return s.done({ output: x });
  },
  examples: [
    {
      name: 'class token, learned positions',
      params: { patch_size: [2, 2], embed_dim: 3, class_token: true },
      inputs: { input: [{ shape: ['batch', 4, 6, 2], carries: 'image' }] },
    },
    {
      name: 'eight patches, registers, waves',
      params: { num_patches: 8, embed_dim: 4, register_tokens: 2, positions: 'sinusoidal' },
      inputs: { input: [{ shape: ['batch', 4, 8, 1], carries: 'features' }] },
    },
    {
      name: 'no positions',
      params: { patch_size: [2, 1], embed_dim: 2, positions: 'none' },
      inputs: { input: [{ shape: ['batch', 4, 2, 3], carries: 'features' }] },
    },
  ],
});
