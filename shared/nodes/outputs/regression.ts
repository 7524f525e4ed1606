import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';
import { isOfCounts, refuseStandardized, VALUE_PARAMS } from '../value-params';

const find = (p: { readonly target: string | null }, { id, facts }: InferContext) =>
  findTarget(facts, 'value', p.target, {
    title: 'Regression',
    id,
    words: 'a number',
    other: (other) =>
      refuse('The data has classes, and Regression predicts a number.', {
        expected: 'a target column of numbers',
        received: other.kind === 'classes' ? `${other.labels.length} classes` : other.kind,
      }),
  });

/** Keras `Dense` with one linear unit, trained on a value. */
export const regression = defineNode({
  kind: 'Regression',
  family: 'output',
  title: 'Regression',
  letter: 'Y',
  everyday: true,
  keywords: ['value', 'number', 'predict', 'linear', 'output'],
  doc: 'One number a sample, trained to come close to the target column of the data.',
  formula: 'x W + b; with poisson and mean_squared_logarithmic_error softplus(x W + b)',
  source: 'Keras losses; huber: Huber 1964, doi:10.1214/aoms/1177703732',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'value', doc: 'The predicted number' }],
  params: {
    target: dataName({ of: 'target', kind: 'value', doc: 'Which numbers of the data, where it has several targets.' }),
    ...VALUE_PARAMS,
  },
  summary: (p, context) => {
    const found = find(p, context);
    return `${(found.ok ? found.facts?.column : null) ?? p.target ?? 'one value'}, ${p.loss.replaceAll('_', ' ')}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Regression needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const unfit = refuseStandardized(p);
    if (unfit) return unfit;
    return { ok: true, outputs: { value: { shape: ['batch', 1], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs) => [
    { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, 1], trainable: true },
    { name: 'bias', shape: [1], trainable: true },
  ],
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'value',
      node: context.id,
      target: found.ok ? found.name : 'value',
      loss: p.loss,
      standardize: p.standardize,
      ...(p.loss === 'huber' && { delta: p.delta }),
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: 1, activation: isOfCounts(p.loss) ? 'softplus' : 'linear', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { value: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    { name: 'counts', params: { loss: 'poisson', standardize: false }, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    {
      name: 'amounts',
      params: { loss: 'mean_absolute_percentage_error', standardize: false },
      inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
