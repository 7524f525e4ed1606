import type { FeedPlanOf } from '../../../graph/feed';
import { asciiLower } from '../ascii-lower';
import { hubTokenizer } from '../hub-tokenizer';
import { pyString } from '../literal';
import type { PythonPart } from '../python-part';

/** Ids of words, characters or pieces of words. */
export function textSource(feed: FeedPlanOf<'text'>): PythonPart {
  const name = feed.node;
  const lower = feed.standardize === 'none' ? 'text' : asciiLower('text');
  const clean = feed.standardize === 'lower_and_strip_punctuation' ? `re.sub(PUNCTUATION, "", ${lower})` : lower;
  const length = feed.output_sequence_length === null ? 'max(1, *(len(row) for row in ids))' : String(feed.output_sequence_length);
  if (feed.split === 'bpe' || feed.split === 'file') return encodePieces(feed, feed.split === 'file' ? 'text' : clean, length, name);
  const tokens = {
    whitespace: `re.split("[\\t\\n\\v\\f\\r ]+", ${clean})`,
    character: `list(${clean})`,
    whole: `[${clean}.strip()]`,
    // What is no whole number is unknown.
    integer: '[str(int(number)) if (number := read_whole(text)).is_integer() else text.strip() and "[UNK]"]',
  }[feed.split];
  return {
    imports: feed.standardize !== 'none' || feed.split === 'whitespace' ? ['import re'] : [],
    source: `${punctuation(feed)}VOCABULARY_${name.toUpperCase()} = {word: i for i, word in enumerate(FEEDS[${pyString(feed.node)}]["vocabulary"])}


def encode_${name}(texts):
    """Ids of the words: 0 pads, 1 is a word that the vocabulary lacks."""
    ids = [[VOCABULARY_${name.toUpperCase()}.get(token, 1) for token in split_${name}(text)] for text in texts]
    length = ${length}
    x = np.zeros((len(ids), length), "int32")
    for row, tokens in zip(x, ids):
        row[: min(len(tokens), length)] = tokens[:length]
    return x


def split_${name}(text):
    return [token for token in ${tokens} if token]${
      feed.split === 'integer'
        ? `


def read_whole(text):
    try:
        return float(text)
    except ValueError:
        return math.nan`
        : ''
    }`,
  };
}

/** The signs that are stripped, where they are. */
function punctuation({ standardize, split }: FeedPlanOf<'text'>): string {
  if (standardize !== 'lower_and_strip_punctuation' || split === 'file') return '';
  return `PUNCTUATION = r"[!\\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_\`{|}~']"  # as Keras's TextVectorization\n`;
}

/** Pieces of words: Hugging Face's `tokenizers` gives the same ids. */
function encodePieces(feed: FeedPlanOf<'text'>, clean: string, length: string, name: string): PythonPart {
  const { imports, setup, ids } = hubTokenizer(feed, `FEEDS[${pyString(feed.node)}]`, `_${name}`);
  const signs = punctuation(feed);
  return {
    imports: [...imports, ...(feed.standardize !== 'none' && feed.split !== 'file' ? ['import re'] : [])],
    source: `${signs}${setup.join('\n')}


def encode_${name}(texts):
    """Ids of pieces of words: 0 pads."""
    ids = [${ids(clean)} for text in texts]
    length = ${length}
    x = np.zeros((len(ids), length), "int32")
    for row, tokens in zip(x, ids):
        row[: min(len(tokens), length)] = tokens[:length]
    return x`,
  };
}
