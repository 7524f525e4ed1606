import { compareUtf8 } from './compare-utf8';

/** Id 0 and id 1 of every vocabulary. */
export const PADDING = '';
export const UNKNOWN = '[UNK]';

/** Counts words and orders them as Keras's TextVectorization does when it adapts. */
export class VocabularyCounts {
  readonly #counts = new Map<string, number>();

  add(tokens: readonly string[]): void {
    for (const token of tokens) this.#counts.set(token, (this.#counts.get(token) ?? 0) + 1);
  }

  /**
   * The most frequent words first; among equally frequent ones, the greater in byte order first (Keras sorts by
   * (count, word) and reverses). `maxTokens` counts the padding and the unknown word.
   *
   * @param compare of words that are equally frequent; absent: by their bytes
   */
  vocabulary(maxTokens: number, compare: (a: string, b: string) => number = compareUtf8): string[] {
    const words = [...this.#counts]
      .filter(([word]) => word !== PADDING && word !== UNKNOWN)
      .sort(([a, countA], [b, countB]) => countB - countA || compare(b, a));
    return [PADDING, UNKNOWN, ...words.slice(0, Math.max(0, maxTokens - 2)).map(([word]) => word)];
  }
}
