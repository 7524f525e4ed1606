import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { bool } from '../../graph/params';
import { findInput } from '../data-part';
import { sourceName } from './source-name';

const find = (p: { readonly source: string | null }, { id, facts }: InferContext) =>
  findInput(facts, 'table', p.source, { title: 'Table', id });

function columnsOf(p: { readonly source: string | null }, context: InferContext): readonly string[] {
  const found = find(p, context);
  return found.ok ? (found.facts?.columns ?? []) : [];
}

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
    source: dataName({ of: 'input', kind: 'table', doc: 'Which table of the data, where it has several.', advanced: true }),
    standardize: bool({
      default: true,
      doc: 'Brings every column to mean 0 and variance 1, by the statistics of the training data.',
    }),
  },
  summary: (p, context) => {
    const count = columnsOf(p, context).length;
    return `${sourceName(p.source)}${count === 0 ? 'columns of the data' : `${count} columns`}${p.standardize ? ', standardized' : ''}`;
  },
  infer: (_inputs, p, context) => {
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const columns = found.facts?.columns ?? [];
    if (columns.length === 0) {
      return refuse('The columns are not known yet. Choose a table in the data panel.', {
        expected: 'a table with at least one feature column',
        received: context.facts ? 'no feature column' : 'no data',
      });
    }
    const axis = { kind: 'columns', input: context.id } as const;
    return { ok: true, outputs: { columns: { shape: ['batch', columns.length], dtype: 'float32', carries: 'vector', axis } } };
  },
  feed: (p, context) => {
    const found = find(p, context);
    const source = found.ok ? found.name : 'table';
    return { kind: 'table', node: context.id, source, columns: [...columnsOf(p, context)], standardize: p.standardize };
  },
  layers: ({ id, params: p, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'InputLayer',
        config: { batch_shape: [null, columnsOf(p, { id, facts }).length], dtype: 'float32' },
        inbound: [],
      },
    ],
    outputs: { columns: { layer: id, output: 0 } },
  }),
  examples: [
    {
      name: 'three columns',
      params: {},
      inputs: {},
      facts: {
        samples: 10,
        inputs: { table: { kind: 'table', columns: ['a', 'b', 'c'] } },
        targets: { y: { kind: 'value', column: 'y' } },
      },
    },
  ],
});
