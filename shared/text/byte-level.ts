import { decodeUtf8, encodeUtf8 } from './utf8';

/**
 * GPT-2's bytes as visible characters: those that print stand for themselves, the others are moved behind 255
 * (a space is `Ġ`). Source: openai/gpt-2, encoder.py.
 */
const CHARS: readonly string[] = visibleBytes();
const BYTES: ReadonlyMap<string, number> = new Map(CHARS.map((char, byte) => [char, byte]));

function visibleBytes(): string[] {
  const prints = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let moved = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : moved++));
}

/** All 256, in the order of their code points: the alphabet every byte-level vocabulary begins with. */
export const BYTE_ALPHABET: readonly string[] = [...CHARS].sort((a, b) => a.charCodeAt(0) - b.charCodeAt(0));

/** GPT-2's split into words, each with the space before it. `\s` is Unicode's White_Space: JavaScript's own differs. */
const WORDS =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Cuts a text as GPT-2 does; nothing is lost. */
export function byteLevelWords(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** The UTF-8 bytes of a text, a visible character each. */
export function toByteChars(text: string): string {
  let chars = '';
  for (const byte of encodeUtf8(text)) chars += CHARS[byte] ?? '';
  return chars;
}

/** The text of visible bytes; bytes that are no UTF-8 become `�`, characters that are no byte stay. */
export function fromByteChars(chars: string): string {
  const bytes: number[] = [];
  for (const char of chars) {
    const byte = BYTES.get(char);
    if (byte === undefined) bytes.push(...encodeUtf8(char));
    else bytes.push(byte);
  }
  return decodeUtf8(bytes);
}
