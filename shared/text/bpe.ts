import { Heap } from './heap';
import type { TokenModel } from './token-model';
import { encodeUtf8 } from './utf8';

export interface BpeOptions {
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs, first things first. */
  readonly merges: readonly (readonly [string, string])[];
  readonly unknown: string | null;
  /** One unknown token for a run of unknown characters. */
  readonly fuseUnknown: boolean;
  /** Unknown characters as `<0xE2>`, a token a byte. */
  readonly byteFallback: boolean;
  /** Before every symbol that does not begin a word: `##`. */
  readonly prefix: string;
  /** Behind the last symbol of a word: `</w>`. */
  readonly suffix: string;
  /** A word that the vocabulary has is taken whole. */
  readonly ignoreMerges: boolean;
}

interface Merge {
  readonly rank: number;
  readonly at: number;
  readonly left: number;
  readonly right: number;
  readonly id: number;
}

/** More words are not remembered: a corpus has no end. */
const REMEMBERED = 20_000;

/** Byte-pair encoding of one word: the pair that was learned first is joined first, the leftmost before others. */
export function bpeModel(options: BpeOptions): TokenModel {
  const { vocabulary, prefix, suffix } = options;
  const idOf = (token: string) => vocabulary.get(token);
  const ranks = new Map<number, Map<number, { rank: number; id: number }>>();
  options.merges.forEach(([left, right], rank) => {
    const joined = left + (prefix !== '' && right.startsWith(prefix) ? right.slice(prefix.length) : right);
    const [a, b, id] = [idOf(left), idOf(right), idOf(joined)];
    if (a === undefined || b === undefined || id === undefined) return;
    const row = ranks.get(a) ?? new Map<number, { rank: number; id: number }>();
    ranks.set(a, row.set(b, { rank, id }));
  });
  const unknownId = options.unknown === null ? undefined : idOf(options.unknown);

  function symbols(word: string): number[] {
    const chars = Array.from(word);
    const ids: number[] = [];
    let unknownRun = false;
    chars.forEach((char, at) => {
      const token = `${at > 0 ? prefix : ''}${char}${at === chars.length - 1 ? suffix : ''}`;
      const id = idOf(token);
      const bytes = id === undefined && options.byteFallback ? byteTokens(token).map(idOf) : [];
      if (id !== undefined) ids.push(id);
      else if (bytes.length > 0 && bytes.every((byte) => byte !== undefined)) ids.push(...bytes);
      else if (unknownId !== undefined) {
        if (!(options.fuseUnknown && unknownRun)) ids.push(unknownId);
        unknownRun = true;
        return;
      }
      unknownRun = false;
    });
    return ids;
  }

  function encode(word: string): readonly number[] {
    const whole = options.ignoreMerges ? idOf(word) : undefined;
    return whole === undefined ? mergeAll(symbols(word), ranks) : [whole];
  }

  const known = new Map<string, readonly number[]>();
  return {
    encode: (word) => {
      const before = known.get(word);
      if (before) return before;
      const ids = encode(word);
      if (known.size < REMEMBERED) known.set(word, ids);
      return ids;
    },
  };
}

/** `<0xE2>`, `<0x82>`, `<0xAC>`: a character byte by byte, as SentencePiece names them. */
export function byteTokens(text: string): string[] {
  return encodeUtf8(text).map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
}

function mergeAll(ids: number[], ranks: ReadonlyMap<number, ReadonlyMap<number, { rank: number; id: number }>>): number[] {
  const next = ids.map((_, i) => (i + 1 < ids.length ? i + 1 : -1));
  const previous = ids.map((_, i) => i - 1);
  const gone = ids.map(() => false);
  const queue = new Heap<Merge>((a, b) => a.rank < b.rank || (a.rank === b.rank && a.at < b.at));
  const offer = (at: number) => {
    const after = next[at] ?? -1;
    if (at < 0 || after < 0) return;
    const [left, right] = [ids[at] ?? 0, ids[after] ?? 0];
    const merge = ranks.get(left)?.get(right);
    if (merge) queue.push({ ...merge, at, left, right });
  };
  for (let at = 0; at < ids.length; at++) offer(at);
  for (let merge = queue.pop(); merge; merge = queue.pop()) {
    const after = next[merge.at] ?? -1;
    // An older offer whose parts were joined otherwise meanwhile.
    if (gone[merge.at] || after < 0 || ids[merge.at] !== merge.left || ids[after] !== merge.right) continue;
    ids[merge.at] = merge.id;
    gone[after] = true;
    const beyond = next[after] ?? -1;
    next[merge.at] = beyond;
    if (beyond >= 0) previous[beyond] = merge.at;
    offer(previous[merge.at] ?? -1);
    offer(merge.at);
  }
  return ids.filter((_, at) => !gone[at]);
}
