import type { FeedPlanOf } from '../../../graph/feed';
import { pyString } from '../literal';
import type { PythonPart } from '../python-part';

const PUNCTUATION = `PUNCTUATION = r"[!\\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_\`{|}~']"  # as Keras's TextVectorization\n`;

/** Ids of words, as Keras's TextVectorization gives them. */
export function textSource(feed: FeedPlanOf<'text'>): PythonPart {
  const name = feed.node;
  const lower = feed.standardize === 'none' ? 'text' : 'text.lower()';
  const strips = feed.standardize === 'lower_and_strip_punctuation';
  const clean = strips ? `re.sub(PUNCTUATION, "", ${lower})` : lower;
  const tokens = feed.split === 'whitespace' ? `re.split("[\\t\\n\\v\\f\\r ]+", ${clean})` : `list(${clean})`;
  const length = feed.output_sequence_length === null ? 'max(1, *(len(row) for row in ids))' : String(feed.output_sequence_length);
  return {
    imports: strips || feed.split === 'whitespace' ? ['import re'] : [],
    source: `${strips ? PUNCTUATION : ''}VOCABULARY_${name.toUpperCase()} = {word: i for i, word in enumerate(FEEDS[${pyString(feed.node)}]["vocabulary"])}


def encode_${name}(texts):
    """Ids of the words: 0 pads, 1 is a word that the vocabulary lacks."""
    ids = [[VOCABULARY_${name.toUpperCase()}.get(token, 1) for token in split_${name}(text)] for text in texts]
    length = ${length}
    x = np.zeros((len(ids), length), "int32")
    for row, tokens in zip(x, ids):
        row[: min(len(tokens), length)] = tokens[:length]
    return x


def split_${name}(text):
    return [token for token in ${tokens} if token]`,
  };
}
