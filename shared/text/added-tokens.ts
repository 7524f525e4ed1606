import { isSpace, isWordChar } from './char-classes';
import type { Normalizer } from './normalizers';
import { asList, asPart, flag, onlyKeys, text, whole } from './read-part';
import type { Piece } from './split-text';

/** A token that stands for itself wherever it is written: `[MASK]`, `<s>`. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly single_word: boolean;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** Looked for after the text is normalised, and normalised itself. */
  readonly normalized: boolean;
  readonly special: boolean;
}

/** @throws StudioError */
export function readAddedTokens(value: unknown): AddedToken[] {
  if (value === null || value === undefined) return [];
  return asList(value, 'added_tokens').map((each, at) => {
    const place = `added_tokens[${at}]`;
    const part = asPart(each, place);
    onlyKeys(part, place, ['id', 'content', 'single_word', 'lstrip', 'rstrip', 'normalized', 'special']);
    const special = flag(part, 'special', place, false);
    return {
      id: whole(part, 'id', place),
      content: text(part, 'content', place),
      single_word: flag(part, 'single_word', place, false),
      lstrip: flag(part, 'lstrip', place, false),
      rstrip: flag(part, 'rstrip', place, false),
      normalized: flag(part, 'normalized', place, !special),
      special,
    };
  });
}

/** A part of a text, or an added token in it. */
export type Found = Piece | { readonly id: number };

/** Finds added tokens, the longest where several begin at one place. */
export function findAdded(tokens: readonly AddedToken[], normalize: Normalizer): (piece: Piece) => Found[] {
  const byContent = new Map<string, AddedToken>();
  for (const token of tokens) {
    const content = token.normalized ? normalize(token.content) : token.content;
    if (content !== '') byContent.set(content, token);
  }
  if (byContent.size === 0) return (piece) => [piece];
  const longest = [...byContent.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longest.map((content) => content.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')).join('|'), 'gu');
  return ({ text: whole, first }) => {
    const found: Found[] = [];
    let done = 0;
    for (const match of whole.matchAll(pattern)) {
      const token = byContent.get(match[0]);
      if (!token) continue;
      let start = match.index;
      let end = start + match[0].length;
      if (token.single_word && (isWordChar(lastChar(whole.slice(0, start))) || isWordChar(firstChar(whole.slice(end))))) continue;
      if (token.lstrip) while (start > done && isSpace(lastChar(whole.slice(0, start)))) start--;
      if (token.rstrip) while (end < whole.length && isSpace(firstChar(whole.slice(end)))) end++;
      if (start > done) found.push({ text: whole.slice(done, start), first: first && done === 0 });
      found.push({ id: token.id });
      done = end;
    }
    if (done < whole.length) found.push({ text: whole.slice(done), first: first && done === 0 });
    return found;
  };
}

const firstChar = (x: string): string => (x === '' ? '' : String.fromCodePoint(x.codePointAt(0) ?? 0));
const lastChar = (x: string): string => Array.from(x.slice(-2)).at(-1) ?? '';
