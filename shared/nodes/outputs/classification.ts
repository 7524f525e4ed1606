import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { choice, float, optionalInt } from '../../graph/params';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';

interface Params {
  readonly target: string | null;
  readonly classes: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'classes', p.target, {
    title: 'Classification',
    id,
    words: 'classes',
    other: (other) =>
      refuse('The data has values, and Classification predicts classes.', {
        expected: 'a target column of classes',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

/** The classes asked for, else those of the data, else null. */
function countClasses(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.classes ?? (found.ok ? (found.facts?.labels.length ?? null) : null);
}

/** Keras `Dense` with softmax, trained on class labels. */
export const classification = defineNode({
  kind: 'Classification',
  family: 'output',
  title: 'Classification',
  letter: 'Y',
  everyday: true,
  keywords: ['cross entropy', 'focal loss', 'classes', 'softmax', 'label', 'output'],
  doc: 'One probability a class; they sum to 1. Trained with cross-entropy on the labels of the data, or with the focal loss of Lin et al. 2017 (“Focal loss for dense object detection”), which counts samples less that are told well already.',
  formula: 'softmax(x W + b)',
  source: 'Bridle 1990 (softmax); focal loss: Lin et al. 2017, arXiv:1708.02002',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'probabilities', doc: 'One probability a class' }],
  params: {
    target: dataName({ of: 'target', kind: 'classes', doc: 'Which classes of the data, where it has several targets.' }),
    classes: optionalInt({ default: null, nullable: 'as many as the data has', min: 2, max: 65_536, doc: 'Number of classes.' }),
    loss: choice({
      options: ['categorical_crossentropy', 'categorical_focal_crossentropy'],
      default: 'categorical_crossentropy',
      doc: 'How an error counts: by its probability, or (focal) mostly where the model is still wrong: for classes of which some are rare.',
    }),
    alpha: float({
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'Focal loss: a factor of the whole loss.',
      advanced: true,
    }),
    gamma: float({
      default: 2,
      min: 0,
      max: 10,
      step: 0.5,
      doc: 'Focal loss: how fast samples that are told well lose their weight; 0: not at all.',
      advanced: true,
    }),
    label_smoothing: float({
      default: 0,
      min: 0,
      max: 0.99,
      doc: 'Part of the probability spread evenly over all classes in the targets.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const classes = countClasses(p, context);
    const of = p.target === null ? '' : ` of “${p.target}”`;
    return classes === null ? `classes${of || ' from the data'}, softmax` : `${classes} classes${of}, softmax`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Classification needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: String(x.shape.at(-1)),
      });
    }
    const target = find(p, context);
    if (!target.ok) return target.refusal;
    const found = target.facts?.labels.length ?? null;
    if (p.classes !== null && found !== null && p.classes !== found) {
      return refuse(`The data has ${found} classes, this node ${p.classes}.`, {
        expected: `${found} classes`,
        received: `${p.classes} classes`,
        fix: { type: 'set', title: `Use the ${found} classes of the data`, param: 'classes', value: null },
      });
    }
    const classes = p.classes ?? found;
    if (classes === null) {
      return refuse('The number of classes is not known yet.', {
        expected: 'data with labels, or a number of classes',
        received: 'neither',
        fix: { type: 'set', title: 'Use 10 classes for now', param: 'classes', value: 10 },
      });
    }
    return { ok: true, outputs: { probabilities: { shape: ['batch', classes], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs, p, context) => {
    const classes = countClasses(p, context) ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, classes], trainable: true },
      { name: 'bias', shape: [classes], trainable: true },
    ];
  },
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'classes',
      node: context.id,
      target: found.ok ? found.name : 'class',
      classes: countClasses(p, context) ?? 0,
      loss: p.loss,
      label_smoothing: p.label_smoothing,
      ...(p.loss === 'categorical_focal_crossentropy' && { alpha: p.alpha, gamma: p.gamma }),
    };
  },
  layers: ({ id, params: p, refs, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: {
          units: countClasses(p, { id, facts }) ?? 0,
          activation: 'softmax',
          use_bias: true,
        },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { probabilities: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'three classes', params: { classes: 3 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    {
      name: 'four classes, focal loss',
      params: { classes: 4, loss: 'categorical_focal_crossentropy' },
      inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
