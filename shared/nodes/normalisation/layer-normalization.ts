import { axes, axesOf } from '../../graph/axes-param';
import { defineNode, type NodeFix, type NodeProblem, refuse } from '../../graph/define-node';
import { inputOf, refOf } from '../../graph/input-of';
import { bool, float } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { mendToNumbers } from '../mends';

const OVER_FEATURES: NodeFix = { type: 'set', title: 'Normalise over the features', param: 'axis', value: [-1] };

const isLast = (x: ValueSpec, normalised: readonly number[]): boolean => normalised.length === 1 && normalised[0] === x.shape.length - 1;

/** Sizes of γ and β; a size that only the data tells is no number. */
const sizesOf = (x: ValueSpec, axis: readonly number[]) => (axesOf(x.shape.length, axis) ?? []).map((at) => x.shape[at] ?? 0);

/** Padded places would count among the others. */
function warnOfPadding(x: ValueSpec, normalised: readonly number[]): readonly NodeProblem[] {
  if (!x.masked || !normalised.includes(1)) return [];
  return [
    {
      message: 'Normalising over the places counts padding among them.',
      port: 'input',
      expected: 'a sequence without padding, or the features alone',
      received: 'a padded sequence',
      fix: OVER_FEATURES,
    },
  ];
}

/** Keras `LayerNormalization`. */
export const layerNormalization = defineNode({
  kind: 'LayerNormalization',
  family: 'normalisation',
  title: 'LayerNormalization',
  letter: 'N',
  everyday: true,
  keywords: ['norm', 'layernorm', 'normalize'],
  doc: 'Brings the features of every place to mean 0 and variance 1, then scales and shifts them by learned amounts. Keeps training steady.',
  formula: 'γ (x − mean) / √(var + ε) + β',
  source: 'Ba et al. 2016, arXiv:1607.06450',
  inputs: [{ name: 'input', doc: 'Features on the last axis', accepts: ['sequence', 'vector', 'features', 'image', 'volume'] }],
  outputs: [{ name: 'output', doc: 'The same shape' }],
  params: {
    axis: axes({
      default: [-1],
      doc: 'Axes over which mean and variance are taken, and each of whose places has a γ and β of its own. -1: the features; 1, 2, 3: a whole picture.',
      advanced: true,
    }),
    epsilon: float({
      default: 0.001,
      min: 1e-12,
      max: 1,
      step: 0.001,
      doc: 'Added to the variance, so that nothing is divided by 0.',
      advanced: true,
    }),
    center: bool({ default: true, doc: 'Adds a learned β.', advanced: true }),
    scale: bool({ default: true, doc: 'Multiplies by a learned γ.', advanced: true }),
  },
  summary: (p) => (p.axis.length === 1 && p.axis[0] === -1 ? 'over the features' : `over ${p.axis.join(', ')}`),
  mend: mendToNumbers,
  infer: (inputs, p) => {
    const x = inputOf(inputs, 'input');
    const rank = x.shape.length;
    const normalised = axesOf(rank, p.axis);
    if (!normalised) {
      return refuse(`LayerNormalization has no such axes here: ${p.axis.join(', ')}.`, {
        expected: rank === 2 ? '1, or -1 for the same' : `axes from 1 to ${rank - 1}, or -1 to ${1 - rank}, each once`,
        received: p.axis.join(', '),
        fix: OVER_FEATURES,
      });
    }
    if (sizesOf(x, p.axis).some((size) => typeof size !== 'number')) {
      const last = typeof x.shape.at(-1) === 'number' && !isLast(x, normalised);
      return refuse(
        isLast(x, normalised)
          ? 'LayerNormalization needs to know how many features come in.'
          : 'LayerNormalization needs to know how long the axes are that it normalises over: each place has weights of its own.',
        {
          port: 'input',
          expected: isLast(x, normalised) ? 'a known last size' : 'known sizes',
          received: formatShape(x.shape),
          fix: last ? OVER_FEATURES : null,
        },
      );
    }
    return { ok: true, outputs: { output: { ...x, dtype: 'float32' } }, warnings: warnOfPadding(x, normalised) };
  },
  weights: (inputs, p) => {
    const shape = sizesOf(inputOf(inputs, 'input'), p.axis).map(Number);
    return [
      ...(p.scale ? [{ name: 'gamma', shape, trainable: true }] : []),
      ...(p.center ? [{ name: 'beta', shape, trainable: true }] : []),
    ];
  },
  layers: ({ id, params: p, specs, refs }) => {
    const x = inputOf(specs, 'input');
    const normalised = axesOf(x.shape.length, p.axis) ?? [];
    // Said only where it is another: records of all else stay as they are.
    const config = {
      epsilon: p.epsilon,
      ...(isLast(x, normalised) ? {} : { axis: [...normalised] }),
      ...(p.center ? {} : { center: false }),
      ...(p.scale ? {} : { scale: false }),
    };
    return {
      records: [{ name: id, class_name: 'LayerNormalization', config, inbound: [refOf(refs, 'input')] }],
      outputs: { output: { layer: id, output: 0 } },
    };
  },
  examples: [
    { name: 'sequence', params: {}, inputs: { input: [{ shape: ['batch', 4, 6], carries: 'sequence' }] } },
    { name: 'vector', params: { epsilon: 0.1 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'sequence, padded', params: {}, inputs: { input: [{ shape: ['batch', 'words', 4], carries: 'sequence', masked: true }] } },
    { name: 'map', params: {}, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'volume', params: {}, inputs: { input: [{ shape: ['batch', 2, 1, 2, 3], carries: 'volume' }] } },
    { name: 'a whole picture', params: { axis: [1, 2, 3] }, inputs: { input: [{ shape: ['batch', 2, 3, 2], carries: 'image' }] } },
    {
      name: 'first and last, not between',
      params: { axis: [-1, 1] },
      inputs: { input: [{ shape: ['batch', 3, 2, 2], carries: 'features' }] },
    },
    { name: 'the second axis', params: { axis: [1] }, inputs: { input: [{ shape: ['batch', 4, 3], carries: 'sequence' }] } },
    { name: 'scaled alone', params: { center: false }, inputs: { input: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    { name: 'nothing learned', params: { center: false, scale: false }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
  ],
});
