import { dataName } from '../../graph/data-name';
import { defineNode } from '../../graph/define-node';
import { findInput } from '../data-part';
import { sourceName } from './source-name';

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
  params: { source: dataName({ of: 'input', kind: 'text', doc: 'Which texts of the data, where it has several.' }) },
  hostOnly: true,
  summary: (p) => `${sourceName(p.source)}one text a sample`,
  infer: (_inputs, p, { id, facts }) => {
    const found = findInput(facts, 'text', p.source, { title: 'Text', id });
    if (!found.ok) return found.refusal;
    return { ok: true, outputs: { text: { shape: ['batch'], dtype: 'string', carries: 'text', source: found.name } } };
  },
  layers: () => ({ records: [], outputs: {} }),
  examples: [{ name: 'text', params: {}, inputs: {} }],
});
