import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float } from '../../graph/params';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';

const find = (p: { readonly target: string | null }, { id, facts }: InferContext) =>
  findTarget(facts, 'classes', p.target, {
    title: 'Binary classification',
    id,
    words: 'two classes',
    other: (other) =>
      refuse('The data has no classes, and Binary classification tells two of them apart.', {
        expected: 'a target column of two classes',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

/** Keras `Dense` with one sigmoid unit, trained on two classes. */
export const binaryClassification = defineNode({
  kind: 'BinaryClassification',
  family: 'output',
  title: 'Binary classification',
  letter: 'Y',
  keywords: ['cross entropy', 'focal loss', 'two classes', 'sigmoid', 'yes or no', 'logistic', 'label', 'output', 'focal'],
  doc: 'One number: the probability of the second of two classes. Trained with binary cross-entropy, or with the focal loss of Lin et al. 2017 (“Focal loss for dense object detection”) where one class is rare.',
  formula: 'sigmoid(x W + b)',
  source: 'Cox 1958 (logistic regression); focal loss: Lin et al. 2017, arXiv:1708.02002',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'probability', doc: 'The probability of the second class' }],
  params: {
    target: dataName({ of: 'target', kind: 'classes', doc: 'Which classes of the data, where it has several targets.' }),
    loss: choice({
      options: ['binary_crossentropy', 'binary_focal_crossentropy'],
      default: 'binary_crossentropy',
      doc: 'How an error counts: by its probability, or (focal) mostly where the model is still wrong.',
    }),
    gamma: float({
      default: 2,
      min: 0,
      max: 10,
      step: 0.5,
      doc: 'Focal loss: how fast samples that are told well lose their weight; 0: not at all.',
      advanced: true,
    }),
    apply_class_balancing: bool({ default: false, doc: 'Focal loss: weighs the two classes by alpha.', advanced: true }),
    alpha: float({
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'Focal loss with class balancing: the weight of the second class; the first has 1 − alpha.',
      advanced: true,
    }),
    label_smoothing: float({
      default: 0,
      min: 0,
      max: 0.99,
      doc: 'Part of the probability spread evenly over both classes in the targets.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const found = find(p, context);
    const labels = (found.ok ? found.facts?.labels : null) ?? [];
    return labels.length === 2 ? `${labels[0]} or ${labels[1]}, sigmoid` : 'two classes, sigmoid';
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Binary classification needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: String(x.shape.at(-1)),
      });
    }
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const classes = found.facts?.labels.length ?? 2;
    if (classes !== 2) {
      return refuse(`The data has ${classes} classes, and one number tells only two apart: use a Classification node.`, {
        expected: 'data with two classes',
        received: `${classes} classes`,
      });
    }
    return { ok: true, outputs: { probability: { shape: ['batch', 1], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs) => [
    { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, 1], trainable: true },
    { name: 'bias', shape: [1], trainable: true },
  ],
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'classes',
      node: context.id,
      target: found.ok ? found.name : 'class',
      classes: 2,
      loss: p.loss,
      label_smoothing: p.label_smoothing,
      ...(p.loss === 'binary_focal_crossentropy' && { gamma: p.gamma, ...(p.apply_class_balancing && { alpha: p.alpha }) }),
    };
  },
  layers: ({ id, refs }) => ({
    records: [
      { name: id, class_name: 'Dense', config: { units: 1, activation: 'sigmoid', use_bias: true }, inbound: [refOf(refs, 'input')] },
    ],
    outputs: { probability: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'vector', params: {}, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'focal loss', params: { loss: 'binary_focal_crossentropy' }, inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] } },
  ],
});
