/**
 * The cells of one record. As RFC 4180, and lenient as spreadsheets are: a quote within a plain cell is a
 * character, and so is one that is never closed.
 */
export function splitCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = record[at] === '"' ? readQuoted(record, at + 1) : null;
    const from = quoted ? quoted.end : at;
    const next = record.indexOf(delimiter, from);
    const rest = next === -1 ? record.slice(from) : record.slice(from, next);
    cells.push(quoted ? quoted.text + rest : rest);
    if (next === -1) return cells;
    at = next + 1;
  }
}

/** The text up to the closing quote; null where there is none. */
function readQuoted(record: string, from: number): { text: string; end: number } | null {
  let text = '';
  let at = from;
  for (;;) {
    const quote = record.indexOf('"', at);
    if (quote === -1) return null;
    text += record.slice(at, quote);
    if (record[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}

const CANDIDATES = ['\t', ',', ';', '|'] as const;

/** The delimiter that cuts most of the lines into the same number of cells, more than one. */
export function detectDelimiter(records: readonly string[]): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    const counts = new Map<number, number>();
    for (const record of records) {
      const cells = splitCells(record, delimiter).length;
      counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    let score = 0;
    for (const [cells, rows] of counts) if (cells > 1) score = Math.max(score, rows / records.length + Math.min(cells, 100) / 10_000);
    // A tab hardly ever stands in a text by chance; a comma does.
    if (delimiter === '\t' && score > 0.5) return delimiter;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);

export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in a cell, null where there is none. A file cut by semicolons may write decimals with a comma. */
export function readNumber(cell: string, delimiter: string): number | null {
  const text = cell.trim();
  const plain = delimiter === ';' && /^[^.,]*,[^.,]*$/.test(text) ? text.replace(',', '.') : text;
  return NUMBER.test(plain) ? Number(plain) : null;
}
