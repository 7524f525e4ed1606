import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, float, text } from '../../graph/params';
import { formatShape } from '../../graph/spec';
import { sameOf } from '../../graph/targets/match';
import { findTarget } from '../data-part';
import { RecordList } from '../fusion/record-list';
import { mendToVector } from '../mends';

const find = (p: { readonly target: string | null }, { id, facts }: InferContext) =>
  findTarget(facts, 'classes', p.target, {
    title: 'Verification',
    id,
    words: 'two classes',
    other: (other) =>
      refuse('The data does not say which pairs are the same, and Verification tells that.', {
        expected: 'a target column of two classes: the same, different',
        received: other.kind === 'value' ? `numbers in “${other.column}”` : other.kind,
      }),
  });

/** The distance of two vectors, of length 1 where asked for: Keras's UnitNormalization and what Keras lacks. */
export const verification = defineNode({
  kind: 'Verification',
  family: 'output',
  title: 'Verification',
  letter: 'Y',
  keywords: ['pair', 'same', 'different', 'siamese', 'contrastive', 'distance', 'face', 'signature', 'threshold', 'output'],
  doc: 'Tells whether two things are the same, by how far their vectors lie apart; let both come out of one tower (shares_weights_with). Trained to draw the same together and to push different ones apart by the margin. After training the threshold is chosen on the validation split: pairs up to that distance are said to be the same.',
  formula: 'd = |a − b|; loss: ½ d² where the same, ½ max(0, margin − d)² where not',
  source: 'Hadsell, Chopra & LeCun 2006, “Dimensionality reduction by learning an invariant mapping”',
  inputs: [
    { name: 'first', doc: 'The vector of one', accepts: ['vector'] },
    { name: 'second', doc: 'The vector of the other', accepts: ['vector'] },
  ],
  outputs: [{ name: 'distance', doc: 'How far apart they are' }],
  params: {
    target: dataName({ of: 'target', kind: 'classes', doc: 'Which classes of the data say whether the two are the same.' }),
    same: text({
      default: '',
      pattern: /^[^\n]{0,200}$/,
      expected: 'the name of a class, or nothing',
      doc: 'The class that says “the same”. Empty: the one that is called so (same, yes, 1, …), else the second.',
    }),
    margin: float({
      default: 1,
      min: 0.01,
      max: 1000,
      step: 0.1,
      doc: 'How far different ones are pushed apart. Vectors of length 1 are at most 2 apart.',
    }),
    normalize: bool({ default: true, doc: 'Brings both vectors to length 1, so that only their direction counts.' }),
    threshold: choice({
      options: ['accuracy', 'equal_error_rate'],
      default: 'accuracy',
      doc: 'How the threshold is chosen on the validation split: where most pairs are judged rightly, or where as many different ones are taken for the same as the same for different.',
    }),
  },
  summary: (p, context) => {
    const found = find(p, context);
    const labels = (found.ok ? found.facts?.labels : null) ?? [];
    return `${labels.length === 2 ? `“${sameOf(labels, p.same || null)}” or not` : 'same or not'}, margin ${p.margin}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const [first, second] = [inputOf(inputs, 'first'), inputOf(inputs, 'second')];
    if (lastSize(first) === null || lastSize(first) !== lastSize(second)) {
      return refuse('The two vectors do not have the same number of features, so that they have no distance.', {
        port: 'second',
        expected: formatShape(first.shape),
        received: formatShape(second.shape),
      });
    }
    const found = find(p, context);
    if (!found.ok) return found.refusal;
    const labels = found.facts?.labels;
    if (labels && labels.length !== 2) {
      return refuse(`The data has ${labels.length} classes, and Verification tells “the same” from “different”.`, {
        expected: 'a target column of two classes',
        received: `${labels.length} classes`,
      });
    }
    if (labels && p.same !== '' && !labels.includes(p.same)) {
      return refuse(`The data has no class “${p.same}”.`, {
        expected: labels.map((label) => `“${label}”`).join(' or '),
        received: `“${p.same}”`,
        fix: { type: 'set', title: `Take “${sameOf(labels, null)}” for the same`, param: 'same', value: sameOf(labels, null) },
      });
    }
    return { ok: true, outputs: { distance: { shape: ['batch', 1], dtype: 'float32', carries: 'vector' } } };
  },
  target: (p, context) => {
    const found = find(p, context);
    return {
      kind: 'match',
      node: context.id,
      target: found.ok ? found.name : 'same',
      loss: 'contrastive',
      margin: p.margin,
      same: p.same || null,
      threshold: p.threshold,
    };
  },
  layers: ({ id, params: p, refs }) => {
    const list = new RecordList(id);
    const [first, second] = (['first', 'second'] as const).map((port) => {
      const ref = refOf(refs, port);
      return p.normalize ? list.add(`${port}_unit`, 'UnitNormalization', { axis: -1 }, ref) : ref;
    });
    if (!first || !second) throw new Error('two ports give two tensors');
    const similarity = list.add('similarity', 'EuclideanSimilarity', { form: 'negative' }, first, second);
    list.add('', 'Rescaling', { scale: -1, offset: 0 }, similarity);
    return { records: list.records, outputs: { distance: { layer: id, output: 0 } } };
  },
  examples: [
    {
      name: 'two vectors',
      params: {},
      inputs: { first: [{ shape: ['batch', 4], carries: 'vector' }], second: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'not normalized',
      params: { normalize: false },
      inputs: { first: [{ shape: ['batch', 3], carries: 'vector' }], second: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
