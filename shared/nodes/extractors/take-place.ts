import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { mendToSequence } from '../mends';

/** One place of a sequence: the class token, or the last. */
export const takePlace = defineNode({
  kind: 'TakePlace',
  family: 'extractor',
  title: 'Take a place',
  letter: 'T',
  keywords: ['cls', 'class token', 'first', 'last', 'slice', 'index'],
  doc: 'Takes the features of one place of a sequence: 0 is the first, where a class token stands, -1 the last.',
  formula: 'x[:, index]',
  source: 'Devlin et al. 2018 (BERT’s class token), arXiv:1810.04805',
  inputs: [{ name: 'input', doc: 'A sequence', accepts: ['sequence'] }],
  outputs: [{ name: 'output', doc: 'The features of that place' }],
  params: { index: int({ default: 0, min: -8192, max: 8191, doc: 'Which place, counted from 0; below 0 from the end.' }) },
  summary: (p) => (p.index === 0 ? 'the first' : p.index === -1 ? 'the last' : `place ${p.index}`),
  mend: mendToSequence,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const [batch = 'batch', places = 0, features = 0] = x.shape;
    if (typeof places === 'number' && (p.index >= places || p.index < -places)) {
      return refuse(`There is no place ${p.index} in ${places} places.`, {
        port: 'input',
        expected: `a number from ${-places} to ${places - 1}`,
        received: formatShape(x.shape),
        fix: { type: 'set', title: 'Take the first', param: 'index', value: 0 },
      });
    }
    const outputs = { output: { shape: [batch, features], dtype: 'float32', carries: 'vector' } } as const;
    const newestLast = x.axis?.kind === 'tokens' && x.axis.newestLast === true;
    if (!x.masked || p.index >= 0 || newestLast) return { ok: true, outputs };
    const warning = {
      message: 'Counted from the end, the place may be padding: shorter samples are filled up behind.',
      port: 'input',
      expected: 'a place from the front, or a recurrent layer that gives its last state',
      received: `place ${p.index} of a padded sequence`,
      fix: null,
    };
    return { ok: true, outputs, warnings: [warning] };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [{ name: id, class_name: 'TakePlace', config: { index: p.index }, inbound: [refOf(refs, 'input')] }],
    outputs: { output: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'the first', params: {}, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    {
      name: 'the last, padded',
      params: { index: -1 },
      inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] },
    },
  ],
});
