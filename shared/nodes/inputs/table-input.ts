import { defineNode, refuse } from '../../graph/define-node';
import type { DataFacts } from '../../graph/facts';
import { bool } from '../../graph/params';
import { refuseOtherData } from '../data-kind';

const columnsOf = (facts: DataFacts | null): readonly string[] => (facts?.input.kind === 'table' ? facts.input.columns : []);

/** The chosen columns of a table as numbers. */
export const tableInput = defineNode({
  kind: 'TableInput',
  family: 'input',
  title: 'Table',
  letter: 'I',
  everyday: true,
  keywords: ['csv', 'columns', 'features', 'tabular', 'numbers'],
  doc: 'The feature columns of your table, one number each. A column of words becomes one column a word.',
  inputs: [],
  outputs: [{ name: 'columns', doc: 'One number a column' }],
  params: {
    standardize: bool({
      default: true,
      doc: 'Brings every column to mean 0 and variance 1, by the statistics of the training data.',
    }),
  },
  summary: (p, { facts }) => {
    const count = columnsOf(facts).length;
    return `${count === 0 ? 'columns of the data' : `${count} columns`}${p.standardize ? ', standardized' : ''}`;
  },
  infer: (_inputs, _p, { id, facts }) => {
    const other = refuseOtherData(facts, 'table', 'Table');
    if (other) return other;
    const columns = columnsOf(facts);
    if (columns.length === 0) {
      return refuse('The columns are not known yet. Choose a table in the data panel.', {
        expected: 'a table with at least one feature column',
        received: facts ? 'no feature column' : 'no data',
      });
    }
    const axis = { kind: 'columns', input: id } as const;
    return { ok: true, outputs: { columns: { shape: ['batch', columns.length], dtype: 'float32', carries: 'vector', axis } } };
  },
  feed: (p, { id, facts }) => ({ kind: 'table', node: id, columns: [...columnsOf(facts)], standardize: p.standardize }),
  layers: ({ id, facts }) => ({
    records: [
      { name: id, class_name: 'InputLayer', config: { batch_shape: [null, columnsOf(facts).length], dtype: 'float32' }, inbound: [] },
    ],
    outputs: { columns: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'three columns',
      params: {},
      inputs: {},
      facts: { samples: 10, input: { kind: 'table', columns: ['a', 'b', 'c'] }, target: { kind: 'value', column: 'y' } },
    },
  ],
});
