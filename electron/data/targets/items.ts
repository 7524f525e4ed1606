import { MOST_ITEMS } from '../../../shared/graph/targets/items';
import { StudioError } from '../../../shared/studio-error';
import type { EncodedTensor } from '../dataset';
import { padSequences } from '../feeds/pad-sequences';
import { defineTarget, type TargetData } from './define-target';

/** Scores of the last place, of items that may be offered: 0 is none, and what was seen is left out where it is to be. */
function offered(row: Float32Array, items: number, seen: ReadonlySet<number>): { readonly item: number; readonly score: number }[] {
  const last = row.subarray(row.length - items);
  return Array.from(last, (score, item) => ({ item, score })).filter(({ item }) => item > 0 && !seen.has(item));
}

const known = (id: number, items: number): number => {
  if (id < items) return id;
  throw new StudioError(`The model knows items up to ${items - 1}, and the data asks for ${id}.`, {
    expected: `ids from 1 to ${items - 1}`,
    received: String(id),
    advice: 'Choose data with the items that the model was trained on, or train on all of them.',
  });
};

/** Of every sample the items that follow its places. */
async function following(data: TargetData<'items'>, indices: readonly number[]): Promise<Int32Array[]> {
  const parts = await Promise.all(indices.map((index) => data.dataset.part(index, data.name)));
  return parts.map((part) => {
    if (part.kind !== 'ids') throw new Error(`“${data.name}” gives ${part.kind} where items were expected`);
    return part.ids;
  });
}

/** The next of many items: [batch, places] of ids, the newest last; 0 where nothing is asked. One vector a sample: [batch, 1]. */
export const itemsTarget = defineTarget('items', {
  fit: (plan, { facts }) => {
    if (plan.items < facts.vocabulary) known(facts.vocabulary - 1, plan.items);
    return { kind: 'items' };
  },
  actual: (_state, { numbers }) => numbers,
  encode: async (plan, _state, data, indices): Promise<EncodedTensor> => {
    if (plan.length === null || data.facts.history === null) {
      return { shape: [indices.length, 1], data: Int32Array.from(indices, (index) => known(data.numbers[index] ?? 0, plan.items)) };
    }
    const sequences = await following(data, indices);
    for (const sequence of sequences) for (const id of sequence) known(id, plan.items);
    return padSequences(sequences, { maxlen: plan.length, padding: 'pre', truncating: 'pre' });
  },
  predict: (plan, _state, row, context) => {
    const seen =
      plan.leave_out_seen && plan.history !== null ? new Set(Array.from(context?.entered?.[plan.history] ?? [])) : new Set<number>();
    const all = offered(row, plan.items, seen).sort((a, b) => b.score - a.score || a.item - b.item);
    const most = all[0]?.score ?? 0;
    const sum = all.reduce((total, { score }) => total + Math.exp(score - most), 0);
    return {
      kind: 'items',
      node: plan.node,
      items: all.slice(0, MOST_ITEMS).map(({ item, score }) => ({ item: String(item), score, probability: Math.exp(score - most) / sum })),
    };
  },
  judge: ({ items }, _state, row) => {
    const [best] = offered(row, items, new Set()).sort((a, b) => b.score - a.score);
    return { predicted: best?.item ?? 0, probability: null };
  },
  purpose: () => 'Ranks what comes next.',
  missing: (state, other) =>
    state
      ? new StudioError('The model ranks items, but this data has no next item to compare with.', {
          expected: 'a column read as “history, the next to predict” or “item to predict”',
        })
      : new StudioError('The graph ranks items, but the data has none to predict.', {
          expected: 'a column of items',
          received: other?.kind === 'classes' ? `${other.labels.length} classes` : (other?.kind ?? 'no target'),
          advice: 'Read the column of ids as “history, the next to predict” in the data panel.',
        }),
});
