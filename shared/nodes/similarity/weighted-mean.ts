import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { RecordList } from '../fusion/record-list';
import { mendToSequence } from '../mends';
import { product } from '../sizes';

/** The second half of attention, out of Keras's Softmax and Dot. */
export const weightedMean = defineNode({
  kind: 'WeightedMean',
  family: 'similarity',
  title: 'Weighted mean',
  letter: 'M',
  keywords: ['attention', 'context', 'softmax', 'values', 'by hand', 'read'],
  doc: 'Averages values, weighted by scores: a softmax makes weights of the scores of a query, and the values are summed by them. Behind a similarity it completes an attention drawn from its parts.',
  formula: 'Σₖ softmax(scores)ₖ vₖ',
  source: 'Bahdanau et al. 2014, arXiv:1409.0473',
  inputs: [
    { name: 'scores', doc: 'Of every query and key: rows are queries, columns keys', accepts: ['scores'] },
    { name: 'value', doc: 'What is averaged: a place for each key', accepts: ['sequence'] },
  ],
  outputs: [
    { name: 'output', doc: 'For every query, the weighted mean of the values' },
    { name: 'weights', doc: 'The weights: rows are queries and sum to 1, columns are the places of the values', optional: true },
  ],
  params: {
    softmax: bool({ default: true, doc: 'Makes weights of the scores; off: they are weights already, and are used as they are.' }),
  },
  map: { type: 'matrix', output: 'weights', query: 'scores', key: 'value' },
  summary: (p) => (p.softmax ? 'softmax, then mean' : 'by the weights that come in'),
  mend: (received, port) => (port === 'value' ? mendToSequence(received, port) : null),
  infer: (inputs, p) => {
    const [scores, value] = [inputOf(inputs, 'scores'), inputOf(inputs, 'value')];
    const [batch = 'batch', queries = 0, keys] = scores.shape;
    if (scores.shape.length !== 3) {
      return refuse('Weighted mean takes the scores of one head: queries and keys.', {
        port: 'scores',
        expected: 'queries × keys',
        received: formatShape(scores.shape),
      });
    }
    if (keys !== value.shape[1]) {
      return refuse('There is not one value for each key of the scores.', {
        port: 'value',
        expected: `${keys} places`,
        received: `${value.shape[1]} places`,
      });
    }
    const output: ValueSpec = {
      shape: [batch, queries, value.shape[2] ?? 0],
      dtype: 'float32',
      carries: 'sequence',
      axis: scores.axis,
      masked: false,
    };
    const weights: ValueSpec = { ...scores, dtype: 'float32' };
    return { ok: true, outputs: p.softmax ? { output, weights } : { output } };
  },
  cost: (inputs) => {
    const [scores, value] = [inputOf(inputs, 'scores'), inputOf(inputs, 'value')];
    const count = product(scores.shape.slice(1));
    const features = lastSize(value);
    if (count === null || features === null) return null;
    const [, queries, keys] = scores.shape;
    const growth = queries === keys ? 'n²' : 'n';
    return { multiplications: count * features, scoresBytes: 4 * count, growth, held: 2 * count };
  },
  layers: ({ id, params: p, specs, refs }) => {
    const list = new RecordList(id);
    const [scores, value] = [refOf(refs, 'scores'), refOf(refs, 'value')];
    const mean = (weights: typeof scores) => list.add('', 'Dot', { axes: [2, 1], normalize: false }, weights, value);
    if (!p.softmax) return { records: list.records, outputs: { output: mean(scores) } };
    const masked = inputOf(specs, 'value').masked ? list.add('masked', 'MaskedScores', {}, scores, value) : scores;
    const weights = list.add('weights', 'Softmax', { axis: -1 }, masked);
    return { records: list.records, outputs: { output: mean(weights), weights } };
  },
  examples: [
    {
      name: 'softmax',
      params: {},
      inputs: { scores: [{ shape: ['batch', 3, 4], carries: 'scores' }], value: [{ shape: ['batch', 4, 2], carries: 'sequence' }] },
    },
    {
      name: 'padded',
      params: {},
      inputs: {
        scores: [{ shape: ['batch', 3, 4], carries: 'scores' }],
        value: [{ shape: ['batch', 4, 2], carries: 'sequence', masked: true }],
      },
    },
    {
      name: 'weights as they are',
      params: { softmax: false },
      inputs: { scores: [{ shape: ['batch', 2, 4], carries: 'scores' }], value: [{ shape: ['batch', 4, 3], carries: 'sequence' }] },
    },
  ],
});
