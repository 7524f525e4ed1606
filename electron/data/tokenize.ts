import type { FeedPlan } from '../../shared/graph/feed';

type TextPlan = Extract<FeedPlan, { kind: 'text' }>;

/** What Keras's TextVectorization strips: `[!"#$%&()\*\+,-\./:;<=>?@\[\\\]^_`{|}~\']`. */
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;
/** ASCII white space, as `tf.strings.split` without a separator cuts (`absl::ascii_isspace`). */
const SPACE = /[\t\n\v\f\r ]+/;

/** A text as Keras's TextVectorization has it before it is split. */
export function standardizeText(text: string, standardize: TextPlan['standardize']): string {
  const lower = standardize === 'none' ? text : lowerCase(text);
  return standardize === 'lower_and_strip_punctuation' ? lower.replace(PUNCTUATION, '') : lower;
}

export interface WordSplit {
  readonly standardize: TextPlan['standardize'];
  readonly split: 'whitespace' | 'character' | 'whole' | 'integer';
}

/** Stands for a text that is no whole number where one should be. */
const NO_NUMBER = '[UNK]';

/** The words (or characters) of a text as Keras's TextVectorization sees them. */
export function tokenize(text: string, { standardize, split }: WordSplit): string[] {
  const plain = standardizeText(text, standardize);
  switch (split) {
    case 'whitespace':
      return plain.split(SPACE).filter((word) => word !== '');
    case 'character':
      return Array.from(plain);
    case 'whole':
      return [plain.trim()];
    case 'integer':
      return [integer(plain.trim())];
  }
}

/** `3`, `3.0` and `+3` are one number; nothing stays nothing. */
function integer(text: string): string {
  if (text === '') return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : NO_NUMBER;
}

/** Ids by word: 0 is padding, 1 is any word that is not known. */
export function vocabularyIds(vocabulary: readonly string[]): ReadonlyMap<string, number> {
  return new Map(vocabulary.map((word, id) => [word, id]));
}

/** A–Z only: TensorFlow's `tf.strings.lower` works on bytes, and the vocabulary must be Keras's. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
