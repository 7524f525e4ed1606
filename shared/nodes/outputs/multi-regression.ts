import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { optionalInt } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';
import { isOfCounts, refuseStandardized, VALUE_PARAMS } from '../value-params';

interface Params {
  readonly target: string | null;
  readonly values: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'values', p.target, {
    title: 'Multiple regression',
    id,
    words: 'several numbers',
    other: (other) =>
      refuse('Multiple regression predicts several columns of numbers, and the data does not have them.', {
        expected: 'two or more columns read as “number to predict” in the data panel (a table is read as rows of several parts for that)',
        received: other.kind === 'value' ? `one, “${other.column}”: use a Regression node` : other.kind,
      }),
  });

/** The columns asked for, else those of the data, else null. */
function countValues(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.values ?? (found.ok ? (found.facts?.columns.length ?? null) : null);
}

/** Keras `Dense` with a linear unit a column, trained on all of them at once. */
export const multiRegression = defineNode({
  kind: 'MultiRegression',
  family: 'output',
  title: 'Multiple regression',
  letter: 'Y',
  keywords: ['values', 'numbers', 'several', 'columns', 'multivariate', 'multi-output', 'predict', 'linear', 'output'],
  doc: 'Several numbers a sample: all columns that are read as “number to predict”. Each is standardized by itself, so that none counts more because its unit is small. The mean absolute error and the RMSE over all columns are in deviations; by column they are in the unit of the data.',
  formula: 'x W + b; with poisson and mean_squared_logarithmic_error softplus(x W + b)',
  source: 'Keras losses; huber: Huber 1964, doi:10.1214/aoms/1177703732',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'values', doc: 'One number a column' }],
  params: {
    target: dataName({ of: 'target', kind: 'values', doc: 'Which group of columns of the data.' }),
    values: optionalInt({
      default: null,
      nullable: 'as many as the data has',
      min: 1,
      max: 4096,
      doc: 'Number of columns.',
      advanced: true,
    }),
    ...VALUE_PARAMS,
  },
  summary: (p, context) => {
    const found = find(p, context);
    const columns = (found.ok ? found.facts?.columns : null) ?? [];
    const named = columns.length > 0 && columns.length <= 3 ? columns.join(', ') : `${countValues(p, context) ?? 'several'} values`;
    return `${named}, ${p.loss.replaceAll('_', ' ')}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Multiple regression needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const target = find(p, context);
    if (!target.ok) return target.refusal;
    const unfit = refuseStandardized(p);
    if (unfit) return unfit;
    const found = target.facts?.columns.length ?? null;
    if (p.values !== null && found !== null && p.values !== found) {
      return refuse(`The data has ${found} columns to predict, this node ${p.values}.`, {
        expected: `${found} columns`,
        received: `${p.values} columns`,
        fix: { type: 'set', title: `Use the ${found} columns of the data`, param: 'values', value: null },
      });
    }
    const values = p.values ?? found;
    if (values === null) {
      return refuse('The number of columns is not known yet.', {
        expected: 'data with columns to predict, or a number of them',
        received: 'neither',
        fix: { type: 'set', title: 'Use 2 columns for now', param: 'values', value: 2 },
      });
    }
    return { ok: true, outputs: { values: { shape: ['batch', values], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs, p, context) => {
    const values = countValues(p, context) ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, values], trainable: true },
      { name: 'bias', shape: [values], trainable: true },
    ];
  },
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'values',
      node: context.id,
      target: found.ok ? found.name : 'values',
      values: countValues(p, context) ?? 0,
      loss: p.loss,
      standardize: p.standardize,
      ...(p.loss === 'huber' && { delta: p.delta }),
    };
  },
  layers: ({ id, params: p, refs, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: countValues(p, { id, facts }) ?? 0, activation: isOfCounts(p.loss) ? 'softplus' : 'linear', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { values: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'three columns', params: { values: 3 }, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    {
      name: 'counts',
      params: { values: 2, loss: 'poisson', standardize: false },
      inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
