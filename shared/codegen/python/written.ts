import type { WrittenTokens } from '../../graph/targets/written-tokens';
import type { ModelPlan } from '../plan';
import { asciiLower } from './ascii-lower';
import { pyString } from './literal';
import type { PythonPart } from './python-part';

/** Rows of one length. */
export const ROUND_LENGTH = `def round_length(length):
    """Places of a batch: one of few lengths, as the application has them."""
    if length <= 32:
        return max(8, -(-length // 8) * 8)
    octave = 2 ** ((length - 1).bit_length() - 1)
    return octave * 3 // 2 if length <= octave * 3 // 2 else 2 * octave


def fill(rows, places=None):
    """Rows of ids in one length, filled up with 0."""
    places = places or round_length(max(len(row) for row in rows))
    x = np.zeros((len(rows), places), "int32")
    for row, ids in zip(x, rows):
        row[: min(len(ids), places)] = ids[:places]
    return x`;

const PUNCTUATION = `PUNCTUATION = r"[!\\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_\`{|}~']"  # as Keras's TextVectorization\n`;

/** `ids_<name>(text)`: ids of a text that is written, without start and end. */
export function writtenIds({ standardize, split }: WrittenTokens, name: string, vocabulary: string): PythonPart {
  const lower = standardize === 'none' ? 'text' : asciiLower('text');
  const clean = standardize === 'lower_and_strip_punctuation' ? `re.sub(PUNCTUATION, "", ${lower})` : lower;
  const tokens = split === 'character' ? `list(${clean})` : `[word for word in re.split("[\\t\\n\\v\\f\\r ]+", ${clean}) if word]`;
  const known = `WORDS_${name.toUpperCase()}`;
  return {
    imports: standardize !== 'none' || split === 'whitespace' ? ['import re'] : [],
    source: `${standardize === 'lower_and_strip_punctuation' ? PUNCTUATION : ''}${known} = {word: i for i, word in enumerate(${vocabulary})}


def ids_${name}(text):
    return [${known}.get(token, 1) for token in ${tokens}]`,
  };
}

/**
 * `write(model, samples)`: what a decoder writes, greedily. Null: the model writes nothing token by token.
 */
export function writeSource(plan: ModelPlan): string | null {
  const output = plan.targets.findIndex(({ plan: target }) => target.kind === 'sequence' && target.feed !== null);
  const target = plan.targets[output]?.plan;
  if (target?.kind !== 'sequence' || target.feed === null) return null;
  const input = plan.feeds.findIndex(({ node }) => node === target.feed);
  const several = plan.targets.length > 1;
  const one = plan.feeds.length === 1;
  const { length, max_length } = target;
  const longest = max_length === null ? `state["longest"] + 1` : String(max_length + 1);
  return `def write(model, samples):
    """Greedy search: the model reads its own words, from the start (2) until it writes the end (3)."""
    state = TARGETS[${pyString(target.node)}]
    vocabulary = state["vocabulary"]
    longest = ${length === null ? longest : `min(${longest}, ${length})`}
    x = encode(samples)
    read = fill([[2] for _ in samples], ${length ?? 'round_length(longest)'})
    written = [[] for _ in samples]
    done = np.zeros(len(samples), bool)
    for at in range(longest):
        ${one ? 'x = read' : `x[${input}] = read`}
        said = model.predict(x, verbose=0)${several ? `[${output}]` : ''}[:, at].copy()
        # Padding, unknown words, the start, and what no word has.
        said[:, :3] = 0
        said[:, len(vocabulary) :] = 0
        words = said.argmax(axis=-1)
        for row in np.flatnonzero(~done):
            if words[row] == 3:
                done[row] = True
                continue
            written[row].append(vocabulary[words[row]])
            if at + 1 < read.shape[1]:
                read[row, at + 1] = words[row]
        if done.all():
            break
    return [${pyString(target.tokens.split === 'character' ? '' : ' ')}.join(words) for words in written]`;
}
