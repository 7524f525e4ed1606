import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, optionalInt } from '../../graph/params';
import { findTarget } from '../data-part';
import { mendToVector } from '../mends';

interface Params {
  readonly target: string | null;
  readonly labels: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'labels', p.target, {
    title: 'Multi-label',
    id,
    words: 'labels',
    other: (other) =>
      refuse('The data has no column of several labels a sample: read one as “labels to predict” in the data panel.', {
        expected: 'a target column of labels with | or ; between',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

/** The labels asked for, else those of the data, else null. */
function countLabels(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.labels ?? (found.ok ? (found.facts?.labels.length ?? null) : null);
}

/** Keras `Dense` with a sigmoid a label. */
export const multiLabelClassification = defineNode({
  kind: 'MultiLabelClassification',
  family: 'output',
  title: 'Multi-label',
  letter: 'Y',
  keywords: ['cross entropy', 'focal loss', 'labels', 'tags', 'sigmoid', 'several classes', 'multi-hot', 'output', 'focal'],
  doc: 'A probability for every label, each for itself: a sample may have several, or none. Trained with binary cross-entropy, or with the focal loss of Lin et al. 2017 (“Focal loss for dense object detection”) where most labels are rare.',
  formula: 'sigmoid(x W + b)',
  source: 'Keras BinaryCrossentropy; focal loss: Lin et al. 2017, arXiv:1708.02002',
  inputs: [{ name: 'input', doc: 'The features of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'probabilities', doc: 'One probability a label' }],
  params: {
    target: dataName({ of: 'target', kind: 'labels', doc: 'Which labels of the data, where it has several columns of them.' }),
    labels: optionalInt({ default: null, nullable: 'as many as the data has', min: 1, max: 65_536, doc: 'Number of labels.' }),
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
      doc: 'Focal loss: how fast labels that are told well lose their weight; 0: not at all.',
      advanced: true,
    }),
    apply_class_balancing: bool({
      default: false,
      doc: 'Focal loss: weighs labels that are there and labels that are not by alpha.',
      advanced: true,
    }),
    alpha: float({
      default: 0.25,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'Focal loss with class balancing: the weight of a label that is there; one that is not has 1 − alpha.',
      advanced: true,
    }),
    label_smoothing: float({ default: 0, min: 0, max: 0.99, doc: 'Draws the targets 0 and 1 towards one half.', advanced: true }),
  },
  summary: (p, context) => {
    const labels = countLabels(p, context);
    return labels === null ? 'labels from the data, sigmoid' : `${labels} labels, sigmoid`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Multi-label needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: String(x.shape.at(-1)),
      });
    }
    const target = find(p, context);
    if (!target.ok) return target.refusal;
    const found = target.facts?.labels.length ?? null;
    if (p.labels !== null && found !== null && p.labels !== found) {
      return refuse(`The data has ${found} labels, this node ${p.labels}.`, {
        expected: `${found} labels`,
        received: `${p.labels} labels`,
        fix: { type: 'set', title: `Use the ${found} labels of the data`, param: 'labels', value: null },
      });
    }
    const labels = p.labels ?? found;
    if (labels === null) {
      return refuse('The number of labels is not known yet.', {
        expected: 'data with labels, or a number of labels',
        received: 'neither',
        fix: { type: 'set', title: 'Use 10 labels for now', param: 'labels', value: 10 },
      });
    }
    return { ok: true, outputs: { probabilities: { shape: ['batch', labels], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs, p, context) => {
    const labels = countLabels(p, context) ?? 0;
    return [
      { name: 'kernel', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, labels], trainable: true },
      { name: 'bias', shape: [labels], trainable: true },
    ];
  },
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'labels',
      node: context.id,
      target: found.ok ? found.name : 'labels',
      labels: countLabels(p, context) ?? 0,
      loss: p.loss,
      label_smoothing: p.label_smoothing,
      ...(p.loss === 'binary_focal_crossentropy' && { gamma: p.gamma, ...(p.apply_class_balancing && { alpha: p.alpha }) }),
    };
  },
  layers: ({ id, params: p, refs, facts }) => ({
    records: [
      {
        name: id,
        class_name: 'Dense',
        config: { units: countLabels(p, { id, facts }) ?? 0, activation: 'sigmoid', use_bias: true },
        inbound: [refOf(refs, 'input')],
      },
    ],
    outputs: { probabilities: { layer: id, output: 0 } },
  }),
  examples: [
    { name: 'three labels', params: { labels: 3 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    {
      name: 'two labels, focal loss',
      params: { labels: 2, loss: 'binary_focal_crossentropy' },
      inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
