import { type Inference, type InputSpecs, type NodeCost, refuse, type WeightSpec } from '../../graph/define-node';
import { lastSize } from '../../graph/input-of';
import type { LayerRecord, TensorRef } from '../../graph/layer-record';
import { bool, float, int, optionalInt } from '../../graph/params';
import type { Dim } from '../../graph/spec';
import { product } from '../sizes';
import { type AttentionSpecs, attentionRefs, attentionSpecs, keysOf, queriesOf } from './attention-inputs';

/** Parameters of attention among heads whose projections are Dense layers before and behind it. */
export const HEAD_PARAMS = {
  num_heads: int({ default: 4, max: 256, doc: 'Number of attentions side by side.' }),
  key_dim: int({ default: 16, max: 8192, doc: 'Size of a query and a key in each head.' }),
  value_dim: optionalInt({
    default: null,
    nullable: 'as large as key_dim',
    max: 8192,
    doc: 'Size of a value in each head.',
    advanced: true,
  }),
  use_causal_mask: bool({ default: false, doc: 'A place sees only itself and those before it.' }),
  use_bias: bool({ default: true, doc: 'Adds learned constants to the projections.', advanced: true }),
};

/** Only where training computes the weights: linear attention never has any to drop. */
export const WEIGHT_DROPOUT = float({
  default: 0,
  min: 0,
  max: 0.99,
  step: 0.05,
  doc: 'Part of the weights dropped while training.',
  advanced: true,
});

export interface HeadSizes {
  readonly num_heads: number;
  readonly key_dim: number;
  readonly value_dim: number | null;
  readonly use_bias: boolean;
  readonly use_causal_mask: boolean;
}

export const valueSize = (p: HeadSizes): number => p.value_dim ?? p.key_dim;

export const headSummary = (p: HeadSizes): string =>
  `${p.num_heads} ${p.num_heads === 1 ? 'head' : 'heads'} × ${p.key_dim}${p.use_causal_mask ? ', causal' : ''}`;

/** Name, features that go in, features that come out. */
function projections({ query, key, value }: AttentionSpecs, p: HeadSizes): readonly (readonly [string, number, number])[] {
  return [
    ['query', lastSize(query) ?? 0, p.num_heads * p.key_dim],
    ['key', lastSize(key) ?? 0, p.num_heads * p.key_dim],
    ['value', lastSize(value) ?? 0, p.num_heads * valueSize(p)],
    ['output', p.num_heads * valueSize(p), lastSize(query) ?? 0],
  ];
}

/** Kernel and bias of the four projections, as the Dense layers have them. */
export function projectionWeights(inputs: InputSpecs, p: HeadSizes): WeightSpec[] {
  return projections(attentionSpecs(inputs), p).flatMap(([name, features, units]): WeightSpec[] => [
    { name: `${name}/kernel`, shape: [features, units], trainable: true },
    ...(p.use_bias ? [{ name: `${name}/bias`, shape: [units], trainable: true }] : []),
  ]);
}

export interface Projected {
  /** In the order of Keras's attention layers: query, value, key. */
  readonly inbound: readonly [TensorRef, TensorRef, TensorRef];
  readonly before: readonly LayerRecord[];
  /** The projection of what the attention `from` gives. */
  after(from: TensorRef): LayerRecord;
}

/** The Dense layers before and behind an attention. */
export function projectedRecords(
  id: string,
  inputs: InputSpecs,
  refs: { readonly [port: string]: readonly TensorRef[] },
  p: HeadSizes,
): Projected {
  const { query, value, key } = attentionRefs(refs);
  const sizes = new Map(projections(attentionSpecs(inputs), p).map(([name, , units]) => [name, units]));
  const dense = (name: string, ref: TensorRef): LayerRecord => ({
    name: `${id}_${name}`,
    class_name: 'Dense',
    config: { units: sizes.get(name) ?? 1, activation: 'linear', use_bias: p.use_bias },
    inbound: [ref],
  });
  const at = (name: string): TensorRef => ({ layer: `${id}_${name}`, output: 0 });
  return {
    inbound: [at('query'), at('value'), at('key')],
    before: [dense('query', query), dense('key', key ?? value), dense('value', value)],
    after: (from) => dense('output', from),
  };
}

/**
 * What projections and attention cost together; null where a length is known only with the data.
 *
 * @param attended multiplications and numbers held of the attention itself, by queries and keys
 */
export function projectedCost(
  inputs: InputSpecs,
  p: HeadSizes,
  growth: string,
  attended: (queries: number, keys: number) => { readonly multiplications: number; readonly held: number; readonly scores: number },
): NodeCost | null {
  const specs = attentionSpecs(inputs);
  const both: readonly Dim[] = [queriesOf(specs.query), keysOf(specs.value)];
  if (product(both) === null) return null;
  const [queries = 0, keys = 0] = both.map(Number);
  const places = { query: queries, key: keys, value: keys, output: queries };
  let [multiplications, held] = [0, 0];
  for (const [name, features, units] of projections(specs, p)) {
    const count = places[name as keyof typeof places];
    multiplications += count * features * units;
    held += count * units;
  }
  const own = attended(queries, keys);
  return { multiplications: multiplications + own.multiplications, scoresBytes: 4 * own.scores, growth, held: held + own.held };
}

/** Causal attention that does not compare pair by pair has as many queries as keys. */
export function refuseCausalCross(specs: AttentionSpecs, p: HeadSizes, title: string): Inference | null {
  const [queries, keys] = [queriesOf(specs.query), keysOf(specs.value)];
  if (!p.use_causal_mask || queries === keys) return null;
  return refuse(`${title} can hide the future only where queries and values are the same places.`, {
    port: 'value',
    expected: `${queries} places`,
    received: `${keys} places`,
    fix: { type: 'set', title: 'Let it see all places', param: 'use_causal_mask', value: false },
  });
}
