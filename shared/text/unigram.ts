import { StudioError } from '../studio-error';
import { byteTokens } from './bpe';
import type { TokenModel } from './token-model';

export interface UnigramOptions {
  /** Piece and logarithm of its probability; index = id. */
  readonly pieces: readonly (readonly [string, number])[];
  readonly unknown: number | null;
  readonly byteFallback: boolean;
}

/** What an unknown character costs below the least likely piece, as SentencePiece has it. */
const UNKNOWN_PENALTY = 10;

interface Node {
  readonly score: number;
  readonly start: number;
  readonly known: boolean;
}

/** SentencePiece's unigram model (Kudo 2018, arXiv:1804.10959): the likeliest way to cut a word, found by Viterbi. */
export function unigramModel({ pieces, unknown, byteFallback }: UnigramOptions): TokenModel {
  const ids = new Map(pieces.map(([piece], id) => [piece, id]));
  const longest = pieces.reduce((most, [piece]) => Math.max(most, piece.length), 0);
  const unknownScore = pieces.reduce((least, [, score]) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY;

  /** The best cut of everything up to each place, in UTF-16 units. */
  function cut(word: string): (Node | undefined)[] {
    const ends: (Node | undefined)[] = Array.from({ length: word.length + 1 });
    for (let start = 0; start < word.length; ) {
      const here = ends[start]?.score ?? 0;
      const first = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      const offer = (length: number, score: number, known: boolean) => {
        const best = ends[start + length];
        if (!best || here + score > best.score) ends[start + length] = { score: here + score, start, known };
      };
      let alone = false;
      for (let length = 1; length <= longest && start + length <= word.length; length++) {
        const id = ids.get(word.slice(start, start + length));
        if (id === undefined) continue;
        offer(length, pieces[id]?.[1] ?? 0, id !== unknown);
        if (length === first) alone = true;
      }
      if (!alone) offer(first, unknownScore, false);
      start += first;
    }
    return ends;
  }

  function idsOf(piece: string): readonly number[] {
    const id = ids.get(piece);
    if (id !== undefined) return [id];
    const bytes = byteFallback ? byteTokens(piece).map((token) => ids.get(token)) : [];
    if (bytes.length > 0 && bytes.every((byte) => byte !== undefined)) return bytes;
    if (unknown !== null) return [unknown];
    throw new StudioError('The tokenizer has no token for what it does not know.', { expected: 'unk_id in its model', received: piece });
  }

  return {
    encode: (word) => {
      const ends = cut(word);
      const found: string[] = [];
      // A run of unknown characters is one piece.
      let run = '';
      for (let end = word.length; end > 0; ) {
        const node = ends[end];
        if (!node) throw new Error('a word without a cut');
        const piece = word.slice(node.start, end);
        if (!node.known) run = piece + run;
        else {
          if (run !== '') found.push(run);
          run = '';
          found.push(piece);
        }
        end = node.start;
      }
      if (run !== '') found.push(run);
      return found.reverse().flatMap(idsOf);
    },
  };
}
