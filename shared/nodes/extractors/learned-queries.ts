import { defineNode } from '../../graph/define-node';
import { refOf } from '../../graph/input-of';
import { int } from '../../graph/params';

/** Learned places that ask: what a decoder begins with where nothing is written yet. */
export const learnedQueries = defineNode({
  kind: 'LearnedQueries',
  family: 'extractor',
  title: 'Learned queries',
  letter: 'Q',
  keywords: ['object queries', 'detr', 'perceiver', 'slots', 'latents', 'decoder', 'boxes'],
  doc: 'Places that are learned and the same for every sample: each becomes a question that a decoder asks of the picture (“is there something on the left?”). They go into the input of a Transformer decoder, and what the picture shows into its memory. Of what is wired here only the number of samples counts.',
  formula: '[q₁; …; q_N]',
  source: 'Carion et al. 2020 (DETR), arXiv:2005.12872',
  inputs: [
    { name: 'input', doc: 'Anything of the same samples: the memory', accepts: ['sequence', 'vector', 'features', 'image', 'volume'] },
  ],
  outputs: [{ name: 'output', doc: 'The same places for every sample' }],
  params: {
    count: int({ default: 20, min: 1, max: 4096, doc: 'How many: of boxes well more than a picture has.' }),
    width: int({ default: 64, min: 1, max: 65_536, doc: 'Numbers of each.' }),
  },
  summary: (p) => `${p.count} × ${p.width}`,
  infer: (_inputs, p) => ({
    ok: true,
    outputs: { output: { shape: ['batch', p.count, p.width], dtype: 'float32', carries: 'sequence' } },
  }),
  weights: (_inputs, p) => [{ name: 'queries', shape: [p.count, p.width], trainable: true }],
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'LearnedQueries', config: { count: p.count, width: p.width }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'of a memory', params: { count: 3, width: 4 }, inputs: { input: [{ shape: ['batch', 5, 2], carries: 'sequence' }] } },
    { name: 'of a map', params: { count: 2, width: 3 }, inputs: { input: [{ shape: ['batch', 2, 3, 1], carries: 'features' }] } },
    {
      name: 'of a padded memory',
      params: { count: 2, width: 3 },
      inputs: { input: [{ shape: ['batch', 'words', 2], carries: 'sequence', masked: true }] },
    },
  ],
});
