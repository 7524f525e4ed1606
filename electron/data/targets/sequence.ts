import type { TargetPlanOf, TargetStateOf } from '../../../shared/graph/feed';
import { END_ID, START } from '../../../shared/graph/targets/written-tokens';
import { StudioError } from '../../../shared/studio-error';
import { ctcRead } from '../ctc-read';
import { placesFor } from '../decoder-feed';
import { targetTexts } from '../target-texts';
import { countWritten, filledRows, untilEnd, type Written, writtenBy } from '../written';
import { defineTarget, type WrittenText } from './define-target';

type Plan = TargetPlanOf<'sequence'>;
type State = TargetStateOf<'sequence'>;

/** What the model says next at each place, its true words before it: for what is looked at while it learns. */
function likeliest({ tokens }: Plan, row: Float32Array): WrittenText {
  const width = tokens.max_tokens;
  const ids: number[] = [];
  let logProbability = 0;
  for (let at = 0; at + width <= row.length; at += width) {
    let best = 0;
    for (let id = 1; id < width; id++) if ((row[at + id] ?? 0) > (row[at + best] ?? 0)) best = id;
    ids.push(best);
    logProbability += Math.log(row[at + best] ?? 0);
    if (best === END_ID) break;
  }
  return { tokens: ids, logProbability, ended: ids.at(-1) === END_ID, others: [] };
}

function ofDecoder(plan: Plan, row: Float32Array, given: WrittenText, { word, text }: Written) {
  const withoutEnd = (ids: readonly number[]) => ids.filter((id) => id !== END_ID);
  return {
    text: text(withoutEnd(given.tokens)),
    tokens: given.tokens.map((id, at) => ({ token: word(id), probability: row[at * plan.tokens.max_tokens + id] ?? null })),
    probability: Math.exp(given.logProbability),
    ended: given.ended,
    others: given.others.map((other) => ({ text: text(withoutEnd(other.tokens)), probability: Math.exp(other.logProbability) })),
  };
}

function ofCtc(plan: Plan, row: Float32Array, { word, text }: Written) {
  const [best, ...others] = ctcRead(plan, row);
  return {
    text: text(best?.labels ?? []),
    tokens: (best?.labels ?? []).map((id) => ({ token: word(id), probability: null })),
    probability: Math.exp(best?.logProbability ?? Number.NEGATIVE_INFINITY),
    ended: true,
    others: others.map(({ labels, logProbability }) => ({ text: text(labels), probability: Math.exp(logProbability) })),
  };
}

const written = (plan: Plan, state: State): Written => writtenBy(plan.tokens, state.vocabulary);

/** A text that is written: ids of its words and the end, padded with 0, [batch, places]; of CTC its characters. */
export const sequenceTarget = defineTarget('sequence', {
  fit: async (plan, { dataset, name }, indices) => {
    const counts = countWritten(plan.tokens);
    for (const text of await targetTexts(dataset, name, Array.from(indices))) counts.add(text);
    if (counts.longest === 0) {
      throw new StudioError(`The texts of “${name}” have no words that could be learned.`, {
        expected: 'at least one word in the training split',
        received: 'none',
        advice: 'Set “standardize” to lower or none, so that punctuation stays.',
      });
    }
    return { kind: 'sequence', vocabulary: counts.vocabulary(plan.loss === 'ctc' ? 'ctc' : 'decoder'), longest: counts.longest };
  },
  // No one number says what a text is.
  actual: () => new Float64Array(),
  encode: async (plan, state, { dataset, name }, indices) => {
    const rows = (await targetTexts(dataset, name, indices)).map(written(plan, state).ids);
    const longest = Math.max(0, ...rows.map((row) => row.length));
    return filledRows(plan.loss === 'ctc' ? rows : rows.map(untilEnd), placesFor(plan.length, longest));
  },
  predict: (plan, state, row, { written: given = null } = {}) => {
    const told =
      plan.loss === 'ctc'
        ? ofCtc(plan, row, written(plan, state))
        : ofDecoder(plan, row, given ?? likeliest(plan, row), written(plan, state));
    return { kind: 'sequence', node: plan.node, search: plan.search, ...told };
  },
  // A text is neither a class nor a number; how sure the model is of it tells the samples apart.
  judge: (plan, _state, row) => {
    if (plan.loss === 'ctc')
      return { predicted: Number.NaN, probability: Math.exp(ctcRead({ ...plan, search: 'greedy' }, row)[0]?.logProbability ?? 0) };
    return { predicted: Number.NaN, probability: Math.exp(likeliest(plan, row).logProbability) };
  },
  purpose: ({ vocabulary }) => (vocabulary[2] === START ? 'Writes a text, word by word.' : 'Writes what it reads.'),
  missing: (state, other) =>
    new StudioError(
      state
        ? 'The model writes texts, but this data has none to compare with.'
        : 'The graph writes a text, but the data has none to learn from.',
      {
        expected: 'a column that is read as “text to write”',
        received: other?.kind ?? 'no target',
        ...(!state && { advice: 'Read the column as “text to write” in the data panel.' }),
      },
    ),
});
