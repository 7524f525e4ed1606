import type { TargetStateOf } from '../../../shared/graph/feed';
import { StudioError } from '../../../shared/studio-error';
import { UNKNOWN } from '../fit-vocabulary';
import { defineTarget, type TargetData } from './define-target';

/** Where there is no word, and so no tag: tags are counted from 1 in targets, so that they are padded as words are. */
export const FIRST_TAG = 1;

/** Where each tag of the data stands among those of the run. */
function placesOf(state: TargetStateOf<'tags'>, { facts }: TargetData<'tags'>): number[] {
  const foreign = facts.labels.filter((label) => !state.labels.includes(label));
  if (foreign.length > 0) {
    throw new StudioError(`The model does not know the ${foreign.length === 1 ? 'tag' : 'tags'} ${foreign.slice(0, 5).join(', ')}.`, {
      expected: state.labels.slice(0, 20).join(', '),
      received: facts.labels.slice(0, 20).join(', '),
      advice: 'Choose data with the tags that the model was trained on.',
    });
  }
  return facts.labels.map((label) => state.labels.indexOf(label));
}

/** The likeliest tag of one place. */
function likeliest(row: Float32Array, place: number, tags: number): { readonly tag: number; readonly probability: number } {
  let tag = 0;
  for (let at = 1; at < tags; at++) if ((row[place * tags + at] ?? 0) > (row[place * tags + tag] ?? 0)) tag = at;
  return { tag, probability: row[place * tags + tag] ?? 0 };
}

/** One of some tags a word: numbers of tags from 1 on [batch, places], 0 where a text has ended. */
export const tagsTarget = defineTarget('tags', {
  fit: (plan, { facts }) => {
    if (plan.tags !== facts.labels.length) {
      throw new StudioError('The graph and the data do not have the same number of tags.', {
        expected: `${plan.tags} tags`,
        received: `${facts.labels.length}`,
        advice: 'Leave the number of tags of the Tagging node to the data.',
      });
    }
    return { kind: 'tags', labels: [...facts.labels] };
  },
  // No one number says which tags a text has.
  actual: () => new Float64Array(),
  encode: async (plan, state, data, indices, feeds) => {
    const map = placesOf(state, data);
    const parts = await Promise.all(indices.map((index) => data.dataset.part(index, data.name)));
    const feed = feeds[plan.feed];
    const [, places = 0] = feed?.shape ?? [];
    if (!feed) throw new Error(`no words at “${plan.feed}”`);
    const rows = new Int32Array(indices.length * places);
    for (const [row, part] of parts.entries()) {
      if (part.kind !== 'ids') throw new Error(`“${data.name}” gives ${part.kind} where tags were expected`);
      // Padding may stand in front.
      const real = Array.from({ length: places }, (_, at) => at).filter((at) => feed.data[row * places + at] !== 0);
      const count = real.length;
      if (
        part.ids.length > (plan.places ?? part.ids.length) &&
        Object.values(data.dataset.facts.inputs).some(({ kind }) => kind === 'ids')
      ) {
        throw new StudioError(`A sequence has ${part.ids.length} ids, and ${places} of them reach the model.`, {
          expected: 'an id for every tag',
          received: `${places} places`,
          advice: 'Leave “maxlen” of Sequence of ids empty, or make it as long as the longest sequence.',
        });
      }
      // A text that the model cuts loses the tags of what is cut.
      const reaching = plan.places === null ? part.ids.length : Math.min(part.ids.length, plan.places);
      if (reaching !== count) {
        throw new StudioError(`A text has ${part.ids.length} tags, and ${count} words reach the model.`, {
          expected: 'a word for every tag',
          received: `${count} words in sample ${(indices[row] ?? 0) + 1}`,
          advice:
            'Set “standardize” of Text vectorization to lower or none, so that punctuation stays a word of its own, and “split” to whitespace.',
        });
      }
      for (const [at, place] of real.entries()) rows[row * places + place] = FIRST_TAG + (map[part.ids[at] ?? 0] ?? 0);
    }
    return { shape: [indices.length, places], data: rows };
  },
  predict: ({ node, tags }, { labels }, row, { words = [] } = {}) => {
    const places = Array.from(words, (word, at) => {
      const { tag, probability } = likeliest(row, at, tags);
      return { word: word || UNKNOWN, tag: labels[tag] ?? '', probability };
    });
    return { kind: 'tags', node, places, labels: [...labels] };
  },
  judge: ({ tags }, _state, row) => {
    // As sure as of the word that it is least sure of.
    let least = 1;
    for (let at = 0; at * tags < row.length; at++) least = Math.min(least, likeliest(row, at, tags).probability);
    return { predicted: Number.NaN, probability: least };
  },
  purpose: () => 'Tells a tag for every word.',
  missing: (state, other) =>
    new StudioError(
      state ? 'The model tells tags, but this data has none to compare with.' : 'The graph tells a tag a word, but the data has no tags.',
      {
        expected: 'a column that is read as “tags to predict”',
        received: other?.kind ?? 'no target',
        ...(!state && { advice: 'Read the column as “tags to predict” in the data panel.' }),
      },
    ),
});
