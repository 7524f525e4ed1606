import { defineNode, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { int } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';
import { passCost } from '../pass-cost';

const axisOf = ({ shape }: ValueSpec, axis: number): number => (axis < 0 ? axis + shape.length : axis);

/** Keras `Softmax`. */
export const softmax = defineNode({
  kind: 'Softmax',
  family: 'normalisation',
  title: 'Softmax',
  letter: 'ƒ',
  keywords: ['activation', 'probabilities', 'weights', 'attention', 'normalize'],
  doc: 'Makes weights of numbers: all positive, summing to 1 along an axis, the largest number the largest weight. It turns the scores of a similarity into attention weights.',
  formula: 'exp(xᵢ) / Σ exp(xⱼ)',
  source: 'Bridle 1990',
  inputs: [{ name: 'input', doc: 'Numbers', accepts: ['scores', 'vector', 'sequence', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    axis: int({ default: -1, min: -4, max: 4, doc: 'The axis along which weights sum to 1; -1: the last one (the keys of scores).' }),
  },
  summary: (p) => (p.axis === -1 ? 'along the last axis' : `along axis ${p.axis}`),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const axis = axisOf(x, p.axis);
    if (axis < 1 || axis >= x.shape.length) {
      return refuse(`There is no axis ${p.axis} to sum along.`, {
        port: 'input',
        expected: `an axis from 1 to ${x.shape.length - 1}, or -1`,
        received: `${p.axis} of ${formatShape(x.shape)}`,
        fix: { type: 'set', title: 'Use the last axis', param: 'axis', value: -1 },
      });
    }
    if (x.masked && axis !== x.shape.length - 1) {
      return refuse('Softmax along the places of a padded sequence would give weight to padding.', {
        port: 'input',
        expected: 'the last axis, or scores of a similarity, which leave padding out',
        received: `axis ${p.axis}`,
        fix: { type: 'set', title: 'Use the last axis', param: 'axis', value: -1 },
      });
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } } };
  },
  cost: (inputs) => passCost(inputOf(inputs, 'input'), { multiplications: 2, held: 1 }),
  layers: ({ id, params: p, specs, refs }) => {
    const inbound = [refOf(refs, 'input')];
    // Keras's Softmax takes the mask of a sequence for one of its features.
    const record = inputOf(specs, 'input').masked
      ? { name: id, class_name: 'Activation', config: { activation: 'softmax' }, inbound }
      : { name: id, class_name: 'Softmax', config: { axis: p.axis }, inbound };
    return { records: [record], outputs: { output: { layer: id, output: 0 } } };
  },
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    { name: 'scores', params: {}, inputs: { input: [{ shape: ['batch', 3, 4], carries: 'scores' }] } },
    { name: 'along places', params: { axis: 1 }, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    { name: 'along rows', params: { axis: -3 }, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 3], carries: 'sequence', masked: true }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
  ],
});
