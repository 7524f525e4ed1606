import { type Inference, refuse } from '../../graph/define-node';
import type { PortRef } from '../../graph/document';
import { lastSize } from '../../graph/input-of';
import { bool, choice, float, int, optionalInt } from '../../graph/params';
import type { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';

/** Parameters of the blocks that stack attention and a small network, by Keras's names where it has one. */
export const TRANSFORMER_PARAMS = {
  layers: int({ default: 1, max: 48, doc: 'How many of these blocks stand one behind the other.' }),
  num_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
  key_dim: optionalInt({ default: null, nullable: 'features ÷ heads', max: 8192, doc: 'Size of a query and a key in each head.' }),
  intermediate_dim: int({ default: 128, max: 65_536, doc: 'Size of the small network between its two layers.' }),
  activation: choice({ options: ['relu', 'gelu'], default: 'gelu', doc: 'Function between the two layers of the small network.' }),
  dropout: float({ default: 0.1, min: 0, max: 0.99, step: 0.05, doc: 'Part of the numbers dropped while training.' }),
  normalize_first: bool({
    default: true,
    doc: 'Normalises before each part, which trains more steadily; else after it, as in the original paper.',
  }),
} as const;

export const EPSILON = float({
  default: 1e-5,
  min: 1e-12,
  max: 1,
  step: 1e-6,
  doc: 'Added to the variance in the normalisations, so that nothing is divided by 0.',
  advanced: true,
});

interface Heads {
  readonly num_heads: number;
  readonly key_dim: number | null;
}

/** Where the features are not known, or cannot be shared out among the heads; null: all is well. */
export function refuseHeads(title: string, x: ValueSpec, p: Heads): Inference | null {
  const features = lastSize(x);
  if (features === null) {
    return refuse(`${title} needs to know how many features a place has.`, {
      port: 'input',
      expected: 'a known last size',
      received: formatShape(x.shape),
    });
  }
  if (p.key_dim !== null || features % p.num_heads === 0) return null;
  const size = Math.ceil(features / p.num_heads);
  return refuse(`${features} features cannot be shared out among ${p.num_heads} heads.`, {
    expected: 'heads that divide the features, or a size of their own',
    received: `${features} ÷ ${p.num_heads}`,
    fix: { type: 'set', title: `Use heads of ${size}`, param: 'key_dim', value: size },
  });
}

/** Size of a head: as asked, or its share of the features. */
export const headSize = (features: number, p: Heads): number => p.key_dim ?? Math.floor(features / p.num_heads);

/** “3 layers, 4 heads, 128 inside”. */
export const stackSummary = (p: { readonly layers: number; readonly num_heads: number; readonly intermediate_dim: number }): string =>
  `${p.layers > 1 ? `${p.layers} layers, ` : ''}${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'}, ${p.intermediate_dim} inside`;

/** The part, its dropout, what came in added, and the normalisation before or behind. */
export function residual(
  s: Sketch,
  p: { readonly normalize_first: boolean; readonly dropout: number; readonly epsilon: number },
  name: string,
  x: PortRef,
  part: (x: PortRef) => PortRef,
): PortRef {
  const norm = (value: PortRef): PortRef => s.node(`${name}_norm`, 'LayerNormalization', { epsilon: p.epsilon }, { input: value });
  const made = part(p.normalize_first ? norm(x) : x);
  const dropped = p.dropout > 0 ? s.node(`${name}_dropout`, 'Dropout', { rate: p.dropout }, { input: made }) : made;
  const sum = s.node(`${name}_add`, 'Add', {}, { inputs: [x, dropped] });
  return p.normalize_first ? sum : norm(sum);
}
