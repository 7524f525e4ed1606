import { defineNode } from '../../graph/define-node';
import { float, int } from '../../graph/params';
import { mendToNumbers } from '../mends';
import { changesSamples } from './changes-samples';
import { percent } from './picture-port';

const IDS = { doc: 'Ids of words', accepts: ['ids'], mend: mendToNumbers } as const;

/** Words become unknown. Keras has no such layer. */
export const wordDropout = defineNode({
  kind: 'WordDropout',
  family: 'preprocessing',
  title: 'Word dropout',
  letter: 'W',
  keywords: ['augmentation', 'augment', 'text', 'token', 'unknown', 'mask', 'random'],
  doc: 'While training, replaces words at random by the unknown word, so that the model does not lean on single ones. Does nothing afterwards.',
  formula: 'id, or with probability rate the unknown word',
  source: 'Bowman et al. 2016, arXiv:1511.06349',
  params: {
    rate: float({ default: 0.1, min: 0, max: 0.9, step: 0.05, doc: 'Part of the words that are replaced. Padding stays.' }),
    unknown: int({ default: 1, min: 0, doc: 'The id of the unknown word; Text vectorization has 1.', advanced: true }),
  },
  summary: (p) => percent(p.rate),
  ...changesSamples(IDS, 'WordDropout', (p: { readonly rate: number; readonly unknown: number }) => ({ rate: p.rate, unknown: p.unknown })),
  examples: [
    { name: 'ids', params: { rate: 0.5 }, inputs: { input: [{ shape: ['batch', 'words'], carries: 'ids' }] } },
    { name: 'a fixed length', params: { rate: 0.2, unknown: 2 }, inputs: { input: [{ shape: ['batch', 4], carries: 'ids' }] } },
  ],
});
