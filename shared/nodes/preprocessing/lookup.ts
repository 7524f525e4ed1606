import type { NodeDefinition } from '../../graph/define-node';
import { int } from '../../graph/params';

const PARAMS = {
  max_tokens: int({
    default: 1000,
    min: 3,
    max: 1_000_000,
    doc: 'How many are kept, the most frequent first; nothing and unknown count.',
  }),
};

type Lookup = NodeDefinition<typeof PARAMS>;

/** What the lookups share: one id a text, before the model; 0 for nothing, 1 for what the vocabulary lacks. */
export const lookup = (split: 'whole' | 'integer', units: string) =>
  ({
    family: 'preprocessing',
    inputs: [{ name: 'text', doc: 'One text a sample', accepts: ['text'] }],
    outputs: [{ name: 'ids', doc: 'One id a sample' }],
    params: PARAMS,
    summary: (p) => `${p.max_tokens.toLocaleString('en')} ${units}`,
    infer: (_inputs, p, { id }) => ({
      ok: true,
      outputs: {
        ids: { shape: ['batch', 1], dtype: 'int32', carries: 'ids', axis: { kind: 'tokens', input: id }, vocabulary: p.max_tokens },
      },
    }),
    feed: (p, { id }, inputs) => ({
      kind: 'text',
      node: id,
      source: inputs.text?.[0]?.source ?? 'text',
      max_tokens: p.max_tokens,
      output_sequence_length: 1,
      standardize: 'none',
      split,
    }),
    layers: ({ id }) => ({
      records: [{ name: id, class_name: 'InputLayer', config: { batch_shape: [null, 1], dtype: 'int32' }, inbound: [] }],
      outputs: { ids: { layer: id, output: 0 } },
    }),
    examples: [{ name: 'a column', params: {}, inputs: { text: [{ shape: ['batch'], carries: 'text' }] } }],
  }) satisfies Partial<Lookup>;
