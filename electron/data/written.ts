import { END, END_ID, START, START_ID, type WrittenTokens } from '../../shared/graph/targets/written-tokens';
import { PADDING, UNKNOWN, VocabularyCounts } from './fit-vocabulary';
import { tokenize, vocabularyIds } from './tokenize';

/** Texts that a model writes, as ids and back. Nothing of Node: pages run the same code. */
export interface Written {
  /** As they are in the vocabulary: standardised, split; words that are not known as they stand. */
  words(text: string): readonly string[];
  /** Without start and end. */
  ids(text: string): readonly number[];
  word(id: number): string;
  /** Of ids without start and end. */
  text(ids: readonly number[]): string;
}

const made = new WeakMap<readonly string[], Written>();

/** Made once for a vocabulary, as it is large. */
export function writtenBy(tokens: WrittenTokens, vocabulary: readonly string[]): Written {
  const known = made.get(vocabulary);
  if (known) return known;
  const table = vocabularyIds(vocabulary);
  const words = (text: string) => tokenize(text, tokens);
  const word = (id: number) => vocabulary[id] ?? UNKNOWN;
  const written: Written = {
    words,
    ids: (text) => words(text).map((one) => table.get(one) ?? 1),
    word,
    text: (ids) => ids.map(word).join(tokens.split === 'character' ? '' : ' '),
  };
  made.set(vocabulary, written);
  return written;
}

/** What texts that are to be written are made of. */
export interface WrittenCounts {
  add(text: string): void;
  /** `decoder`: padding, unknown, start, end, then words; else (CTC) the blank, unknown, then words. */
  vocabulary(of: 'decoder' | 'ctc'): string[];
  /** Tokens of the longest text. */
  readonly longest: number;
}

export function countWritten(tokens: WrittenTokens): WrittenCounts {
  const counts = new VocabularyCounts();
  let longest = 0;
  return {
    add: (text) => {
      const words = tokenize(text, tokens);
      longest = Math.max(longest, words.length);
      // A word that is written like a token of ours is an unknown one.
      counts.add(words.filter((word) => word !== START && word !== END));
    },
    vocabulary: (of) => {
      const special = of === 'decoder' ? [START, END] : [];
      const [padding = PADDING, unknown = UNKNOWN, ...words] = counts.vocabulary(tokens.max_tokens - special.length);
      return [padding, unknown, ...special, ...words];
    },
    get longest() {
      return longest;
    },
  };
}

/** What a decoder reads, teacher forcing: the start, then every word but the last. */
export const behindStart = (ids: readonly number[]): number[] => [START_ID, ...ids];

/** What a decoder is to write: every word, then the end. */
export const untilEnd = (ids: readonly number[]): number[] => [...ids, END_ID];

/** Rows of one length, cut or filled up with 0: [rows, places]. */
export function filledRows(rows: readonly (readonly number[])[], places: number): { shape: [number, number]; data: Int32Array } {
  const data = new Int32Array(rows.length * places);
  for (const [at, row] of rows.entries()) data.set(row.slice(0, places), at * places);
  return { shape: [rows.length, places], data };
}
