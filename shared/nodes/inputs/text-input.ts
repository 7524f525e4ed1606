import { defineNode } from '../../graph/define-node';
import { refuseOtherData } from '../data-kind';

/** Text as it stands in the data. It has no tensor: Text vectorization turns it into the model's numbers. */
export const textInput = defineNode({
  kind: 'TextInput',
  family: 'input',
  title: 'Text',
  letter: 'I',
  everyday: true,
  keywords: ['string', 'sentence', 'words', 'nlp'],
  doc: 'Sentences from your data, as they were written. Text vectorization turns them into numbers.',
  inputs: [],
  outputs: [{ name: 'text', doc: 'One text a sample' }],
  params: {},
  hostOnly: true,
  summary: () => 'one text a sample',
  infer: (_inputs, _p, { facts }) =>
    refuseOtherData(facts, 'text', 'Text') ?? { ok: true, outputs: { text: { shape: ['batch'], dtype: 'string', carries: 'text' } } },
  layers: () => ({ records: [], outputs: {} }),
  examples: [{ name: 'text', params: {}, inputs: {} }],
});
