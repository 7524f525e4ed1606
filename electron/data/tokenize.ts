import type { FeedPlan } from '../../shared/graph/feed';

type TextPlan = Extract<FeedPlan, { kind: 'text' }>;

/** What Keras's TextVectorization strips: `[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']`. */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;
/** ASCII white space, as `tf.strings.split` without a separator cuts (`absl::ascii_isspace`). */
const SPACE = /[\t\n\v\f\r ]+/;

/** The words (or characters) of a text as Keras's TextVectorization sees them. */
export function tokenize(text: string, { standardize, split }: Pick<TextPlan, 'standardize' | 'split'>): string[] {
  const lower = standardize === 'none' ? text : lowerCase(text);
  const plain = standardize === 'lower_and_strip_punctuation' ? lower.replace(PUNCTUATION, '') : lower;
  switch (split) {
    case 'whitespace':
      return plain.split(SPACE).filter((word) => word !== '');
    case 'character':
      return Array.from(plain);
  }
}

/** Ids by word: 0 is padding, 1 is any word that is not known. */
export function vocabularyIds(vocabulary: readonly string[]): ReadonlyMap<string, number> {
  return new Map(vocabulary.map((word, id) => [word, id]));
}

/** A–Z only: TensorFlow's `tf.strings.lower` works on bytes, and the vocabulary must be Keras's. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
