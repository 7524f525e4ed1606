import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { ascending, bool } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';

/** More of them say no more. */
const MOST = 99;
const DEFAULT = [0.1, 0.5, 0.9];

const find = (p: { readonly target: string | null }, { id, facts }: InferContext) =>
  findTarget(facts, 'value', p.target, {
    title: 'Quantile regression',
    id,
    words: 'a number',
    other: (other) =>
      refuse('The data has classes, and Quantile regression predicts a number.', {
        expected: 'a target column of numbers',
        received: other.kind === 'classes' ? `${other.labels.length} classes` : other.kind,
      }),
  });

/** Keras `Dense` with a linear unit a quantile, trained on a value with the pinball loss. */
export const quantileRegression = defineNode({
  kind: 'QuantileRegression',
  family: 'output',
  title: 'Quantile regression',
  letter: 'Y',
  keywords: ['interval', 'quantile', 'pinball', 'uncertainty', 'value', 'number', 'predict', 'output'],
  doc: 'A number with an interval: of each quantile the value that so many of the true ones lie below. From 0.1 to 0.9 lie 80 % of them. Koenker & Bassett 1978, “Regression quantiles”.',
  formula: 'x W + b; loss: max(τ (y − q), (τ − 1) (y − q)), averaged over the quantiles τ',
  source: 'Koenker & Bassett 1978, doi:10.2307/1913643',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'quantiles', doc: 'One number a quantile' }],
  params: {
    target: dataName({ of: 'target', kind: 'value', doc: 'Which numbers of the data, where it has several targets.' }),
    quantiles: ascending({
      default: DEFAULT,
      nothing: 'no quantiles',
      doc: 'Which quantiles, ascending, each between 0 and 1: 0.5 is the median. The interval reaches from the first to the last.',
    }),
    standardize: bool({
      default: true,
      doc: 'Trains on values brought to mean 0 and variance 1; predictions come back in the unit of the data.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const found = find(p, context);
    return `${(found.ok ? found.facts?.column : null) ?? p.target ?? 'one value'}, quantiles ${p.quantiles.join(', ')}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Quantile regression needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    if (p.quantiles.length === 0 || p.quantiles.length > MOST || p.quantiles.some((quantile) => quantile <= 0 || quantile >= 1)) {
      return refuse('These are no quantiles.', {
        expected: `1 to ${MOST} numbers between 0 and 1`,
        received: p.quantiles.join(', ') || 'none',
        fix: { type: 'set', title: `Use ${DEFAULT.join(', ')}`, param: 'quantiles', value: [...DEFAULT] },
      });
    }
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    return { ok: true, outputs: { quantiles: { shape: ['batch', p.quantiles.length], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs, p) => [
    { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, p.quantiles.length], trainable: true },
    { name: 'bias', shape: [p.quantiles.length], trainable: true },
  ],
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'value',
      node: context.id,
      target: found.ok ? found.name : 'value',
      loss: 'quantile',
      standardize: p.standardize,
      quantiles: [...p.quantiles],
    };
  },
  layers: ({ id, params: p, refs }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: p.quantiles.length, activation: 'linear', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { quantiles: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'interval', params: {}, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    { name: 'a median', params: { quantiles: [0.5], standardize: false }, inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] } },
  ],
});
