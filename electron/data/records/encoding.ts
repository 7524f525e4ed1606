import chardet from 'chardet';
import iconv from 'iconv-lite';
import { StudioError } from '../../../shared/studio-error';

/** How the bytes of a text become characters. */
export interface TextEncoding {
  /** As iconv-lite knows it: `utf-8`, `utf-16le`, `windows-1252`. */
  readonly name: string;
  /** Bytes of a mark at the start of the file, to be skipped. */
  readonly mark: number;
  /** Bytes of one code unit: line feeds and quotes are looked for in steps of it. */
  readonly unit: 1 | 2;
  readonly littleEndian: boolean;
  decode(bytes: Buffer): string;
}

/** What `�` in decoded text means: bytes that this encoding does not know. */
export const UNREADABLE = '\ufffd';

/**
 * The encoding of a name, with what the first bytes of the file say of its mark. A file that is marked as UTF-16 is
 * UTF-16, whatever the project was told of another file (as in HTML, where the mark wins over every header).
 */
export function encodingNamed(asked: string, head: Buffer): TextEncoding {
  const marked = markOf(head)?.name;
  const name = marked !== undefined && marked !== 'utf-8' ? marked : asked;
  if (!iconv.encodingExists(name)) {
    throw new StudioError(`The encoding “${name}” is not known.`, { expected: 'utf-8, utf-16le, windows-1252, …', received: name });
  }
  const plain = name.toLowerCase();
  const utf16 = plain.startsWith('utf-16') || plain.startsWith('utf16') || plain.startsWith('ucs-2') || plain.startsWith('ucs2');
  const found = markOf(head);
  const bigEndian = utf16 && (plain.endsWith('be') || (!plain.endsWith('le') && found?.name === 'utf-16be'));
  const actual = utf16 ? (bigEndian ? 'utf-16be' : 'utf-16le') : plain;
  return {
    name: actual,
    mark: found !== null && (found.name === actual || actual === 'utf8') ? found.bytes : 0,
    unit: utf16 ? 2 : 1,
    littleEndian: !bigEndian,
    decode:
      actual === 'utf-8' || actual === 'utf8'
        ? (bytes) => bytes.toString('utf8')
        : (bytes) => iconv.decode(bytes, actual, { stripBOM: false }),
  };
}

/** Guesses the encoding out of the first bytes of a file: its mark, valid UTF-8, else the likeliest legacy one. */
export function detectEncoding(head: Buffer, whole: boolean): string {
  const mark = markOf(head);
  if (mark) return mark.name;
  const zeros = [0, 0];
  const probe = Math.min(head.length, 4096);
  for (let at = 0; at < probe; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > probe / 8 && even < odd / 4) return 'utf-16le';
  if (even > probe / 8 && odd < even / 4) return 'utf-16be';
  if (isUtf8(whole ? head : head.subarray(0, lastCharacterStart(head)))) return 'utf-8';
  const guess = chardet.detect(head.subarray(0, 65_536));
  // ISO-8859-1 in the wild is windows-1252 (as in HTML): a superset in every printable character.
  if (!guess || guess === 'ISO-8859-1' || guess === 'UTF-8' || guess === 'ASCII' || !iconv.encodingExists(guess)) return 'windows-1252';
  return guess.toLowerCase();
}

function markOf(head: Buffer): { name: string; bytes: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', bytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', bytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', bytes: 2 };
  return null;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Where the last character starts, so that one cut in half at the end of a piece is not taken for an error. */
function lastCharacterStart(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}
