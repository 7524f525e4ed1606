import { readParams } from '../../shared/graph/read-params';
import type { ValueSpec } from '../../shared/graph/spec';
import type { JsonObject } from '../../shared/json';
import { NODES } from '../../shared/nodes/registry.gen';
import { type BenchModel, Stack } from './stack';

/** Features of a place. */
const FEATURES = 64;
const HEADS = 4;
/** The same at every length: what grows is the sequence alone. */
const BATCH = 1;

/** One node of the palette over a sequence of numbers; two classes of the mean of its places. */
function around(kind: string, params: JsonObject = {}): (length: number) => BenchModel {
  return (length) => {
    const definition = NODES[kind];
    const read = definition && readParams(definition, { num_heads: HEADS, key_dim: FEATURES / HEADS, ...params });
    if (!definition || !read?.ok) throw new Error(`${kind} is no node type with these parameters`);
    const stack = new Stack();
    const sequence = stack.layer('Reshape', { target_shape: [length, FEATURES] }, stack.numbers(length, FEATURES));
    const spec: ValueSpec = { shape: ['batch', length, FEATURES], dtype: 'float32', carries: 'sequence' };
    const lowered = definition.layers({
      id: 'attention',
      params: read.params,
      specs: { query: [spec] },
      refs: { query: [sequence] },
      facts: null,
    });
    stack.records.push(...lowered.records);
    const { output } = lowered.outputs;
    if (!output) throw new Error(`${kind} gives no output`);
    return stack.done(stack.mean(output), 2, BATCH);
  };
}

/** By the kinds of lengths.mjs: the model at a length. */
export const LENGTH_MODELS: { readonly [kind: string]: (length: number) => BenchModel } = {
  full: around('MultiHeadAttention'),
  local: around('LocalAttention', { window: 32 }),
  linear: around('LinearAttention'),
};
