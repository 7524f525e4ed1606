import { type Inference, type InputPort, type InputSpecs, type OutputPort, refuse } from '../../graph/define-node';
import { inputOf, lastSize } from '../../graph/input-of';
import type { TensorRef } from '../../graph/layer-record';
import { type Carries, type Dim, formatShape, type ValueSpec } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** The ports of every attention node. Without a wire at `value`, the query attends to itself. */
export function attentionPorts(query: readonly Carries[]): readonly InputPort[] {
  return [
    { name: 'query', doc: 'What asks: a weight comes out for each of its places', accepts: query },
    {
      name: 'value',
      doc: 'What is looked at; without a wire, the query looks at itself',
      accepts: ['sequence'],
      optional: true,
    },
    { name: 'key', doc: 'What the values are found by; without a wire, the values themselves', accepts: ['sequence'], optional: true },
  ];
}

export const ATTENTION_OUTPUTS: readonly OutputPort[] = [
  { name: 'output', doc: 'For every query, the weighted mean of the values' },
  { name: 'scores', doc: 'The weights, before dropout: rows are queries, columns the places looked at', optional: true },
];

/** Of kinds whose training computes no weights. */
export const COMPUTED_SCORES: readonly OutputPort[] = [
  { name: 'output', doc: 'For every query, the weighted mean of the values' },
  {
    name: 'scores',
    doc: 'The weights as a matrix, computed only where they are wired or looked at: rows are queries, columns the places looked at',
    optional: true,
    onDemand: true,
  },
];

export interface AttentionSpecs {
  readonly query: ValueSpec;
  readonly value: ValueSpec;
  readonly key: ValueSpec;
}

export function attentionSpecs(inputs: InputSpecs): AttentionSpecs {
  const query = inputOf(inputs, 'query');
  const value = inputs.value?.[0] ?? query;
  return { query, value, key: inputs.key?.[0] ?? value };
}

/** Query, value and, where it is wired, key. */
export function attentionRefs(refs: { readonly [port: string]: readonly TensorRef[] }): {
  readonly query: TensorRef;
  readonly value: TensorRef;
  readonly key: TensorRef | null;
} {
  const [query] = refs.query ?? [];
  if (!query) throw new Error('no tensor at the required port “query”');
  return { query, value: refs.value?.[0] ?? query, key: refs.key?.[0] ?? null };
}

/** A vector asks once: [batch, features] has one query. */
export const queriesOf = (query: ValueSpec): Dim => (query.carries === 'vector' ? 1 : (query.shape[1] ?? 0));
export const keysOf = (value: ValueSpec): Dim => value.shape[1] ?? 0;

/** What every kind of attention asks of its inputs; null where all is well. */
export function refuseInputs({ query, value, key }: AttentionSpecs, title: string): Inference | null {
  for (const [port, spec] of [
    ['query', query],
    ['value', value],
    ['key', key],
  ] as const) {
    if (lastSize(spec) === null) {
      return refuse(`${title} needs to know how many features a place has.`, {
        port,
        expected: 'a known last size',
        received: formatShape(spec.shape),
      });
    }
  }
  if (value.carries === 'vector') {
    return refuse(`A single vector has no places to look at: ${title} needs a wire at “value”.`, {
      port: 'value',
      expected: 'a sequence',
      received: 'nothing',
      fix: mendToSequence(query, 'query'),
    });
  }
  if (keysOf(key) !== keysOf(value)) {
    return refuse('Key and value have different numbers of places.', {
      port: 'key',
      expected: `${keysOf(value)} places`,
      received: `${keysOf(key)} places`,
      fix: { type: 'disconnect', title: 'Use the values as keys', port: 'key' },
    });
  }
  return null;
}

/** The result of an attention: the query's places with `features`, and the scores. */
export function attentionOutputs(specs: AttentionSpecs, features: Dim, heads: number | null) {
  const { query, value } = specs;
  const [batch = 'batch'] = query.shape;
  const output: ValueSpec =
    query.carries === 'vector'
      ? { shape: [batch, features], dtype: 'float32', carries: 'vector' }
      : {
          shape: [batch, queriesOf(query), features],
          dtype: 'float32',
          carries: 'sequence',
          axis: query.axis,
          masked: query.masked,
        };
  const places = [queriesOf(query), keysOf(value)];
  const scores: ValueSpec = {
    shape: heads === null ? [batch, ...places] : [batch, heads, ...places],
    dtype: 'float32',
    carries: 'scores',
  };
  return { ok: true, outputs: { output, scores } } as const;
}

/** `n²` for a sequence that looks at itself, `n` where either side is fixed. */
export function growthOf({ query, value }: AttentionSpecs): string {
  return query.carries === 'vector' ? 'n' : query === value || queriesOf(query) === keysOf(value) ? 'n²' : 'n · m';
}
