import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, optionalInt } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { findTarget } from '../data-part';
import { RecordList } from '../fusion/record-list';
import { mendToVector } from '../mends';

interface Params {
  readonly target: string | null;
  readonly classes: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'classes', p.target, {
    title: 'Identity',
    id,
    words: 'classes',
    other: (other) =>
      refuse('The data does not say who is who, and Identity learns it.', {
        expected: 'a target column of classes',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

function countClasses(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.classes ?? (found.ok ? (found.facts?.labels.length ?? null) : null);
}

/** Of ArcFace the vector's length is always 1: its loss is one of angles. */
const isUnit = (p: { readonly loss: string; readonly normalize: boolean }): boolean => p.loss === 'arcface' || p.normalize;

/** The vector itself, of length 1 where asked for; with ArcFace the cosines to learned centres behind it. */
export const metricLearning = defineNode({
  kind: 'MetricLearning',
  family: 'output',
  title: 'Identity',
  letter: 'Y',
  keywords: ['metric learning', 'verification', 'face', 'speaker', 'triplet', 'arcface', 'embedding', 'who', 'similarity', 'output'],
  doc: 'Learns vectors that lie near each other for the same person or thing, and far apart for others, so that it can tell even those apart that training never met. A triplet needs two samples of one class and one of another in the batch: let batches be large, for one without triplets has the loss 0 and teaches nothing. ArcFace learns a centre a class, and needs none. The threshold is chosen on the pairs of the validation split; a sample is said to be whoever’s mean vector is nearest, if it is no farther than that.',
  formula:
    'triplet: max(0, margin + d(a, p) − d(a, n)), averaged over the triplets chosen in the batch; ArcFace: cross-entropy of scale · cos(θ + margin)',
  source:
    'Schroff et al. 2015 (semi-hard), arXiv:1503.03832; Hermans et al. 2017 (batch hard), arXiv:1703.07737; Deng et al. 2019 (ArcFace), arXiv:1801.07698',
  inputs: [{ name: 'input', doc: 'The vector of a sample', accepts: ['vector'] }],
  outputs: [{ name: 'embedding', doc: 'The vector that is compared; with ArcFace the cosines to the centres behind it' }],
  params: {
    target: dataName({ of: 'target', kind: 'classes', doc: 'Which classes of the data say who is who.' }),
    loss: choice({
      options: ['triplet_hard', 'triplet_semihard', 'arcface'],
      default: 'triplet_hard',
      doc: 'Triplets of each sample with the farthest of its class and the nearest of another (hard), with every one of its class and the nearest other that lies farther (semi-hard), or angles to a learned centre a class.',
    }),
    margin: float({
      default: 0.3,
      min: 0,
      max: 100,
      step: 0.05,
      doc: 'How much nearer the same must be than others; of ArcFace the angle added, in radians (the paper has 0.5).',
    }),
    normalize: bool({ default: true, doc: 'Brings vectors to length 1. With ArcFace always.' }),
    scale: float({
      default: 16,
      min: 1,
      max: 1000,
      step: 1,
      doc: 'ArcFace: what cosines are multiplied with. The paper has 64, for tens of thousands of classes.',
      advanced: true,
    }),
    classes: optionalInt({
      default: null,
      nullable: 'as many as the data has',
      min: 2,
      max: 65_536,
      doc: 'Number of classes.',
      advanced: true,
    }),
    threshold: choice({
      options: ['accuracy', 'equal_error_rate'],
      default: 'equal_error_rate',
      doc: 'How the threshold is chosen on the pairs of the validation split: where most are judged rightly (of which most are different), or where as many different ones are taken for the same as the same for different.',
    }),
  },
  summary: (p, context) => {
    const classes = countClasses(p, context);
    return `${classes === null ? 'classes from the data' : `${classes} classes`}, ${p.loss.replaceAll('_', ' ')}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    const width = lastSize(x);
    if (width === null) {
      return refuse('Identity needs to know how many numbers the vector has.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
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
    const numbers = width + (p.loss === 'arcface' ? classes : 0);
    return { ok: true, outputs: { embedding: { shape: ['batch', numbers], dtype: 'float32', carries: 'vector' } } };
  },
  weights: (inputs, p, context) =>
    p.loss === 'arcface'
      ? [{ name: 'centres', shape: [lastSize(inputOf(inputs, 'input')) ?? 0, countClasses(p, context) ?? 0], trainable: true }]
      : [],
  target: (p, context, { inputs }) => {
    const found = find(p, context);
    return {
      kind: 'identity',
      node: context.id,
      target: found.ok ? found.name : 'class',
      classes: countClasses(p, context) ?? 0,
      width: lastSize(inputOf(inputs, 'input')) ?? 0,
      loss: p.loss,
      margin: p.margin,
      normalize: isUnit(p),
      ...(p.loss === 'arcface' && { scale: p.scale }),
      threshold: p.threshold,
    };
  },
  layers: ({ id, params: p, refs, facts }) => {
    const list = new RecordList(id);
    const x = refOf(refs, 'input');
    if (p.loss === 'arcface') {
      const unit = list.add('unit', 'UnitNormalization', { axis: -1 }, x);
      list.add('', 'ClassCentres', { classes: countClasses(p, { id, facts }) ?? 0 }, unit);
    } else if (p.normalize) list.add('', 'UnitNormalization', { axis: -1 }, x);
    else list.add('', 'Activation', { activation: 'linear' }, x);
    return { records: list.records, outputs: { embedding: { layer: id, output: 0 } } };
  },
  examples: [
    { name: 'triplets', params: { classes: 3 }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
    { name: 'not normalized', params: { classes: 3, normalize: false }, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    { name: 'arcface', params: { classes: 3, loss: 'arcface' }, inputs: { input: [{ shape: ['batch', 5], carries: 'vector' }] } },
  ],
});
