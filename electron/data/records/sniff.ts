import { StudioError } from '../../../shared/studio-error';
import { type ByteSource, openBytes } from './byte-source';
import { detectDelimiter, isMissing, readNumber, splitCells } from './delimited';
import { detectEncoding, encodingNamed } from './encoding';
import { scanRecords } from './scan-records';

const HEAD = 2 ** 20;
const ROWS = 500;

/** What the first rows of a text file show of its form. */
export interface Sniffed {
  readonly format: 'delimited' | 'jsonl';
  readonly encoding: string;
  readonly delimiter: string;
  readonly header: boolean;
  /** Names of the columns, `1`, `2`, … without a header; of JSON lines every key. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export async function sniff(path: string): Promise<Sniffed> {
  const source = await openBytes(path);
  try {
    return await sniffSource(source);
  } finally {
    await source.close();
  }
}

async function sniffSource(source: ByteSource): Promise<Sniffed> {
  const head = await source.read(0, HEAD);
  const encodingName = detectEncoding(head, head.length === source.size);
  const encoding = encodingNamed(encodingName, head);
  const lines: string[] = [];
  for await (const record of scanRecords(source, { encoding, delimiter: null })) {
    lines.push(encoding.decode(record.bytes));
    if (lines.length >= ROWS) break;
  }
  const [first] = lines;
  if (first === undefined) {
    throw new StudioError(`${source.path} has no rows.`, { expected: 'rows of text', received: `${source.size} bytes without any` });
  }
  if (lines.some((line) => line.includes('\0'))) {
    throw new StudioError(`${source.path} is not a text file.`, { expected: 'CSV, TSV or JSON lines', received: 'binary data' });
  }
  if (/\.(jsonl|ndjson)$/i.test(source.path) || looksLikeJson(first)) {
    const names = new Set<string>();
    const objects = lines.flatMap((line) => {
      const object = parseObject(line);
      if (object) for (const key of object.keys()) names.add(key);
      return object ? [object] : [];
    });
    const columns = [...names];
    const rows = objects.map((object) => columns.map((name) => cellOf(object.get(name))));
    return { format: 'jsonl', encoding: encoding.name, delimiter: '', header: true, names: columns, rows };
  }
  const delimiter = detectDelimiter(lines);
  const rows: string[][] = [];
  for await (const record of scanRecords(source, { encoding, delimiter })) {
    rows.push(splitCells(encoding.decode(record.bytes), delimiter));
    if (rows.length >= ROWS) break;
  }
  const header = hasHeader(rows, delimiter);
  const names = header ? headerNames(rows[0] ?? []) : (rows[0] ?? []).map((_, at) => String(at + 1));
  return { format: 'delimited', encoding: encoding.name, delimiter, header, names, rows: header ? rows.slice(1) : rows };
}

/** Column names out of a header: trimmed, an empty one by its place, a repeated one with a number. */
export function headerNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const name = cell.trim() || String(at + 1);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** The entries of a JSON object on a line, else null. A map, so that no key can reach a prototype. */
export function parseObject(line: string): ReadonlyMap<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
  } catch {
    return null;
  }
}

/** A JSON value as a cell. */
export function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function looksLikeJson(line: string): boolean {
  return line.trimStart().startsWith('{') && parseObject(line) !== null;
}

/** What columns are often called, and texts hardly ever are. */
const COLUMN_NAMES = /^(id|text|sentence|review|comment|message|label|class|category|target|sentiment|rating|score)$/i;

/**
 * A header is a first row of short, different words without a number, over columns that differ from it: numbers
 * beneath, or longer text, or a name that never comes again.
 */
function hasHeader(rows: readonly (readonly string[])[], delimiter: string): boolean {
  const [first, ...others] = rows;
  const rest = others.filter((row) => row.length === first?.length);
  if (!first || rest.length === 0) return false;
  if (new Set(first).size !== first.length) return false;
  if (first.some((cell) => isMissing(cell) || readNumber(cell, delimiter) !== null || cell.length > 60)) return false;
  if (first.some((name) => COLUMN_NAMES.test(name.trim()))) return true;
  return first.some((name, at) => {
    const cells = rest.map((row) => row[at] ?? '').filter((cell) => !isMissing(cell));
    if (cells.length === 0) return false;
    const numbers = cells.filter((cell) => readNumber(cell, delimiter) !== null).length;
    if (numbers > cells.length / 2) return true;
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length;
    return !cells.includes(name) && (length > 3 * name.length || new Set(cells).size < cells.length / 2);
  });
}
