import { dataName } from '../../graph/data-name';
import { defineNode, type InferContext, type Inference, refuse } from '../../graph/define-node';
import { inputOf, lastSize, refOf } from '../../graph/input-of';
import { bool, choice, nodeOfKind, optionalInt } from '../../graph/params';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { findTarget } from '../data-part';
import { RecordList } from '../fusion/record-list';
import { mendToVector } from '../mends';

interface Params {
  readonly target: string | null;
  readonly items: number | null;
}

const find = (p: Params, { id, facts }: InferContext) =>
  findTarget(facts, 'items', p.target, {
    title: 'Next item',
    id,
    words: 'items',
    other: (other) =>
      refuse('The data has no next item to predict.', {
        expected: 'a column of ids read as “history, the next to predict”, or one id read as “item to predict”',
        received: other.kind === 'classes' ? `${other.labels.length} classes` : other.kind,
      }),
  });

/** Ids asked for, else those of the data, else null; 0 counts, which is none. */
function countItems(p: Params, context: InferContext): number | null {
  const found = find(p, context);
  return p.items ?? (found.ok ? (found.facts?.vocabulary ?? null) : null);
}

/** Why every place of a sequence cannot be asked for the next; null: it can. */
function refuseSequence(x: ValueSpec, history: string | null | undefined): Inference | null {
  if (history === null) {
    return refuse('The data has one item a sample, and a sequence would need one a place.', {
      port: 'input',
      expected: 'one vector a sample: the last place (Take a place, index -1), or the last state of a recurrent layer',
      received: formatShape(x.shape),
      fix: {
        type: 'insert',
        title: 'Take the last place',
        port: 'input',
        kind: 'TakePlace',
        params: { index: -1 },
        input: 'input',
        output: 'output',
      },
    });
  }
  if (x.axis?.kind !== 'tokens') {
    return refuse('It is not known which items these places stand for.', {
      port: 'input',
      expected: 'the places of a Sequence of ids',
      received: formatShape(x.shape),
    });
  }
  if (typeof x.shape[1] !== 'number') {
    return refuse('Next item needs sequences of one length.', {
      port: 'input',
      expected: 'a Sequence of ids with maxlen',
      received: formatShape(x.shape),
      fix: { type: 'set', title: 'Set maxlen to 50', node: x.axis.input, param: 'maxlen', value: 50 },
    });
  }
  if (x.axis.newestLast) return null;
  return refuse('The newest item has to stand at the last place of every sample.', {
    port: 'input',
    expected: 'a Sequence of ids that is filled and cut in front: padding and truncating pre',
    received: 'one that is filled or cut behind',
    fix: { type: 'set', title: 'Fill in front', node: x.axis.input, param: 'padding', value: 'pre' },
  });
}

/** Keras `Dense` with a score an item, or the product with the vectors of an Embedding. */
export const nextItem = defineNode({
  kind: 'NextItem',
  family: 'output',
  title: 'Next item',
  letter: 'Y',
  keywords: ['recommend', 'ranking', 'items', 'sasrec', 'gru4rec', 'bpr', 'collaborative', 'history', 'softmax', 'output'],
  doc: 'Ranks all items by what comes next. Of a sequence every place is trained to tell the one behind it (the attention before it must be causal), and the last place is what is asked; of one vector a sample only the last item is. Judged by where the right item stands in the list: recall and NDCG among the first ten. Scores are softmax’s or, with bayesian_ranking, only their order counts: each right item against all others.',
  formula: 'x W + b, or x Eᵀ with the vectors E of an Embedding; bayesian_ranking: mean of −ln σ(s − s′) over all other items',
  source: 'Kang & McAuley 2018 (SASRec), arXiv:1808.09781; Rendle et al. 2009 (BPR), arXiv:1205.2618',
  inputs: [{ name: 'input', doc: 'A vector a sample, or one at each place of the history', accepts: ['vector', 'sequence'] }],
  outputs: [{ name: 'items', doc: 'A score an item' }],
  params: {
    target: dataName({ of: 'target', kind: 'items', doc: 'Which items of the data, where it has several.' }),
    items: optionalInt({
      default: null,
      nullable: 'one more than the largest id of the data',
      min: 2,
      max: 10_000_000,
      doc: 'Number of different ids, 0 included, which is none.',
    }),
    tied_to: nodeOfKind({
      kind: 'Embedding',
      none: 'weights of its own',
      doc: 'Compares with the vectors of this Embedding in place of weights of its own, as SASRec does: an item is likely where its vector points the same way.',
    }),
    loss: choice({
      options: ['categorical_crossentropy', 'bayesian_ranking'],
      default: 'categorical_crossentropy',
      doc: 'How an error counts: by the probability of the right item among all, or by how many of the others score more (Bayesian personalised ranking).',
    }),
    leave_out_seen: bool({
      default: true,
      doc: 'Does not offer what stands in the history already (as far as the model reads it), nor counts it where the list is judged. Off: where things are taken again.',
    }),
  },
  summary: (p, context) => {
    const items = countItems(p, context);
    const tied = p.tied_to === null ? '' : `, vectors of ${p.tied_to}`;
    return `${items === null ? 'items of the data' : `${items.toLocaleString('en')} ids`}${tied}`;
  },
  mend: mendToVector,
  infer: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null) {
      return refuse('Next item needs to know how many features come in.', {
        port: 'input',
        expected: 'a known size',
        received: formatShape(x.shape),
      });
    }
    const target = find(p, context);
    if (!target.ok) return target.refusal;
    const unfit = x.carries === 'sequence' ? refuseSequence(x, target.facts?.history) : null;
    if (unfit) return unfit;
    const found = target.facts?.vocabulary ?? null;
    if (p.items !== null && found !== null && p.items < found) {
      return refuse(`The data has ids up to ${found - 1}, and this node scores ${p.items} of them.`, {
        expected: `at least ${found}`,
        received: String(p.items),
        fix: { type: 'set', title: 'Take the ids of the data', param: 'items', value: null },
      });
    }
    const items = p.items ?? found;
    if (items === null) {
      return refuse('The number of items is not known yet.', {
        expected: 'data with items to predict, or a number of them',
        received: 'neither',
        fix: { type: 'set', title: 'Use 1,000 for now', param: 'items', value: 1000 },
      });
    }
    const shape = x.carries === 'sequence' ? (['batch', x.shape[1] ?? 1, items] as const) : (['batch', items] as const);
    return { ok: true, outputs: { items: { shape, dtype: 'float32', carries: x.carries, axis: x.axis } } };
  },
  weights: (inputs, p, context) => {
    const items = countItems(p, context) ?? 0;
    if (p.tied_to !== null) return [];
    const x = inputOf(inputs, 'input');
    const part = x.carries === 'sequence' ? 'scores/' : '';
    return [
      { name: `${part}kernel`, shape: [lastSize(x) ?? 0, items], trainable: true },
      { name: `${part}bias`, shape: [items], trainable: true },
    ];
  },
  tied: (inputs, p, context) =>
    p.tied_to === null
      ? null
      : {
          node: p.tied_to,
          kind: 'Embedding',
          param: 'tied_to',
          shape: [countItems(p, context) ?? 0, lastSize(inputOf(inputs, 'input')) ?? 0],
        },
  target: (p, context, { inputs }) => {
    const found = find(p, context);
    const x = inputOf(inputs, 'input');
    const places = x.shape[1];
    return {
      kind: 'items',
      node: context.id,
      target: found.ok ? found.name : 'items',
      items: countItems(p, context) ?? 0,
      loss: p.loss,
      length: x.carries === 'sequence' && typeof places === 'number' ? places : null,
      history: (found.ok ? found.facts?.history : null) ?? null,
      leave_out_seen: p.leave_out_seen,
    };
  },
  layers: ({ id, params: p, specs, refs, facts, sibling = (other) => other }) => {
    const x = refOf(refs, 'input');
    const items = countItems(p, { id, facts }) ?? 0;
    const list = new RecordList(id);
    const dense = { units: items, activation: 'linear', use_bias: true };
    if (p.tied_to === null && inputOf(specs, 'input').carries === 'vector') list.add('', 'Dense', dense, x);
    // What is asked for says which places count: Keras would count the mask once more.
    else if (p.tied_to === null) list.add('', 'Unmask', {}, list.add('scores', 'Dense', dense, x));
    else {
      const all = list.add('all', 'AllIds', { count: items }, x);
      const vectors = { layer: `${id}_vectors`, output: 0 };
      list.records.push({
        name: vectors.layer,
        class_name: 'Embedding',
        config: { input_dim: items, output_dim: lastSize(inputOf(specs, 'input')) ?? 0, mask_zero: false },
        inbound: [all],
        shares: sibling(p.tied_to),
      });
      list.add('', 'TableScores', {}, x, vectors);
    }
    return { records: list.records, outputs: { items: { layer: id, output: 0 } } };
  },
  examples: [
    { name: 'a vector', params: { items: 7 }, inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] } },
    {
      name: 'ranked',
      params: { items: 6, loss: 'bayesian_ranking' },
      inputs: { input: [{ shape: ['batch', 3], carries: 'vector' }] },
    },
  ],
});
