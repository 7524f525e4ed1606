import { StudioError } from '../../../shared/studio-error';
import type { ByteSource } from './byte-source';
import type { TextEncoding } from './encoding';

/** A longer record is taken for a damaged file: nothing that a model reads is this long. */
export const RECORD_LIMIT = 16 * 2 ** 20;
/** A quoted field over more lines than this is taken for a stray quote. */
const QUOTED_LINES = 1000;
const PIECE = 2 ** 20;
const [LF, CR, QUOTE] = [10, 13, 34];

/** A line, or, within quotes, several. */
export interface TextRecord {
  readonly offset: number;
  readonly bytes: Buffer;
  /** Of its first line, from 1. */
  readonly line: number;
}

export interface RecordForm {
  readonly encoding: TextEncoding;
  /** Null: every line is a record (JSON lines). */
  readonly delimiter: string | null;
}

/** Streams the records of a file, empty lines left out. At most one record and one piece are in memory. */
export async function* scanRecords(source: ByteSource, { encoding, delimiter }: RecordForm, from = 0): AsyncGenerator<TextRecord> {
  const { unit, littleEndian } = encoding;
  const separator = delimiter === null ? -1 : delimiter.charCodeAt(0);
  let base = Math.max(from, encoding.mark);
  let line = 1;
  let buffer = await source.read(base, PIECE);
  let ended = base + buffer.length >= source.size;
  let at = 0;
  // State within a record: where it began is always 0 of `buffer`.
  let quoted = false;
  let fieldStart = true;
  let lines = 0;
  /** Up to this byte of the buffer quotes are plain characters: the record's quote was never closed. */
  let plainUntil = -1;

  const code = (index: number): number =>
    unit === 1
      ? (buffer[index] ?? 0)
      : littleEndian
        ? (buffer[index] ?? 0) | ((buffer[index + 1] ?? 0) << 8)
        : ((buffer[index] ?? 0) << 8) | (buffer[index + 1] ?? 0);

  const take = (length: number, next: number): TextRecord | null => {
    let end = length;
    if (end >= unit && code(end - unit) === CR) end -= unit;
    const record = end > 0 ? { offset: base, bytes: Buffer.from(buffer.subarray(0, end)), line } : null;
    line += lines + 1;
    base += next;
    buffer = buffer.subarray(next);
    at = 0;
    quoted = false;
    fieldStart = true;
    lines = 0;
    plainUntil = -1;
    return record;
  };

  for (;;) {
    if (at + unit > buffer.length) {
      if (!ended && buffer.length <= RECORD_LIMIT && !(quoted && lines > QUOTED_LINES)) {
        const more = await source.read(base + buffer.length, PIECE);
        ended = more.length === 0 || base + buffer.length + more.length >= source.size;
        buffer = Buffer.concat([buffer, more]);
        continue;
      }
      if (quoted) {
        // The quote that opened this field is never closed: read the record again, line by line.
        plainUntil = buffer.length;
        quoted = false;
        lines = 0;
        at = 0;
        continue;
      }
      if (!ended) {
        throw new StudioError(`Line ${line.toLocaleString('en')} of ${source.path} is too long.`, {
          expected: `lines of up to ${RECORD_LIMIT / 2 ** 20} MB`,
          received: `no line end within ${RECORD_LIMIT / 2 ** 20} MB from byte ${base.toLocaleString('en')}`,
          advice: 'Check that this is a text file and that its lines end with a line feed.',
        });
      }
      if (buffer.length >= unit) {
        const record = take(buffer.length, buffer.length);
        if (record) yield record;
      }
      return;
    }
    const now = code(at);
    if (quoted) {
      if (now === QUOTE) quoted = false;
      else if (now === LF && ++lines > QUOTED_LINES) {
        plainUntil = buffer.length;
        quoted = false;
        lines = 0;
        at = 0;
        continue;
      }
    } else if (now === LF) {
      const record = take(at, at + unit);
      if (record) yield record;
      continue;
    } else if (now === QUOTE && separator >= 0 && at >= plainUntil && (fieldStart || code(at - unit) === QUOTE)) {
      quoted = true;
      fieldStart = false;
    } else {
      fieldStart = now === separator;
    }
    at += unit;
  }
}
