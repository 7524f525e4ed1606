import type { TokenModel } from './token-model';

export interface WordPieceOptions {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly unknown: number;
  /** Before every piece that does not begin a word: `##`. */
  readonly prefix: string;
  /** Longer words are unknown. */
  readonly longest: number;
}

/** BERT's WordPiece: the longest piece that fits, from left to right; a word that does not work out is unknown whole. */
export function wordPieceModel({ vocabulary, unknown, prefix, longest }: WordPieceOptions): TokenModel {
  return {
    encode: (word) => {
      const chars = Array.from(word);
      if (chars.length > longest) return [unknown];
      const ids: number[] = [];
      for (let start = 0; start < chars.length; ) {
        let end = chars.length;
        let id: number | undefined;
        for (; end > start; end--) {
          id = vocabulary.get((start > 0 ? prefix : '') + chars.slice(start, end).join(''));
          if (id !== undefined) break;
        }
        if (id === undefined) return [unknown];
        ids.push(id);
        start = end;
      }
      return ids;
    },
  };
}
