import { BYTE_ALPHABET, byteLevelWords, toByteChars } from './byte-level';
import { Heap } from './heap';

/** A vocabulary of pieces of words, as Hugging Face's `tokenizers` learns it. */
export interface TrainedBpe {
  /** Index = id: the special tokens, the 256 bytes, then what was merged. */
  readonly vocabulary: readonly string[];
  /** `Ġ t`: what is joined, first things first. */
  readonly merges: readonly string[];
}

/** Counts the words of texts, for `trainBpe`. */
export class ByteLevelCounts {
  readonly counts = new Map<string, number>();

  add(text: string): void {
    for (const word of byteLevelWords(text)) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
  }
}

interface Candidate {
  readonly left: number;
  readonly right: number;
  count: number;
  /** The words where it stands. */
  readonly words: ReadonlySet<number>;
}

/**
 * Byte-level BPE: the most frequent pair of neighbours is joined, again and again, until the vocabulary is full or no
 * pair occurs `minFrequency` times. Equal to `BpeTrainer` of Hugging Face's `tokenizers` with the alphabet of `ByteLevel`,
 * ties included: of equally frequent pairs, the one with the smaller ids.
 *
 * @param counts how often each word of `byteLevelWords` occurs
 * @param size of the vocabulary, special tokens and the 256 bytes included
 * @param special what the ids begin with
 */
export function trainBpe(counts: ReadonlyMap<string, number>, size: number, special: readonly string[], minFrequency = 2): TrainedBpe {
  const vocabulary = [...special, ...BYTE_ALPHABET];
  const ids = new Map(vocabulary.map((token, id) => [token, id]));
  const frequencies: number[] = [];
  const words: number[][] = [];
  for (const [word, count] of counts) {
    frequencies.push(count);
    words.push(Array.from(toByteChars(word), (char) => ids.get(char) ?? 0));
  }

  const pairs = new Pairs();
  words.forEach((word, at) => {
    for (let i = 0; i + 1 < word.length; i++) pairs.add(word[i] ?? 0, word[i + 1] ?? 0, frequencies[at] ?? 0, at);
  });
  const queue = new Heap<Candidate>(
    (a, b) => a.count > b.count || (a.count === b.count && (a.left < b.left || (a.left === b.left && a.right < b.right))),
  );
  pairs.drain(queue);

  const merges: string[] = [];
  while (vocabulary.length < size) {
    const top = queue.pop();
    if (!top) break;
    const now = pairs.count(top.left, top.right);
    if (top.count !== now) {
      top.count = now;
      queue.push(top);
      continue;
    }
    if (top.count < Math.max(1, minFrequency)) break;
    const [left, right] = [vocabulary[top.left] ?? '', vocabulary[top.right] ?? ''];
    const joined = left + right;
    let id = ids.get(joined);
    if (id === undefined) {
      id = vocabulary.push(joined) - 1;
      ids.set(joined, id);
    }
    merges.push(`${left} ${right}`);
    for (const at of top.words) merge(words[at] ?? [], top.left, top.right, id, frequencies[at] ?? 0, at, pairs);
    pairs.drain(queue);
  }
  return { vocabulary, merges };
}

/** How often pairs of neighbours occur, and where they came up since the last `drain`. */
class Pairs {
  readonly #counts = new Map<number, number>();
  #fresh = new Map<number, Set<number>>();

  count(left: number, right: number): number {
    return this.#counts.get(key(left, right)) ?? 0;
  }

  add(left: number, right: number, count: number, word: number): void {
    const pair = key(left, right);
    this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + count);
    if (count <= 0) return;
    const places = this.#fresh.get(pair);
    if (places) places.add(word);
    else this.#fresh.set(pair, new Set([word]));
  }

  drain(queue: Heap<Candidate>): void {
    for (const [pair, words] of this.#fresh) {
      const count = this.#counts.get(pair) ?? 0;
      if (count > 0) queue.push({ left: Math.floor(pair / SHIFT), right: pair % SHIFT, count, words });
    }
    this.#fresh = new Map();
  }
}

/** More than any vocabulary has; two of them multiplied are still whole numbers. */
const SHIFT = 2 ** 26;
const key = (left: number, right: number): number => left * SHIFT + right;

/** Joins a pair wherever it stands in a word, and counts which neighbours went and which came. */
function merge(word: number[], left: number, right: number, id: number, count: number, at: number, pairs: Pairs): void {
  let kept = 0;
  for (let i = 0; i < word.length; i++) {
    const here = word[i] ?? 0;
    if (here !== left || word[i + 1] !== right) {
      word[kept++] = here;
      continue;
    }
    const before = kept > 0 ? word[kept - 1] : undefined;
    if (before !== undefined) {
      pairs.add(before, left, -count, at);
      pairs.add(before, id, count, at);
    }
    const after = word[i + 2];
    if (after !== undefined) {
      pairs.add(right, after, -count, at);
      pairs.add(id, after, count, at);
    }
    word[kept++] = id;
    i++;
  }
  word.length = kept;
}
