import type { RunData } from '../training/run-data';
import type { FigureColumn } from './figures';

/** As RFC 4180 asks; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
function field(value: number | string | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table of figures with every digit, for a spreadsheet. A figure that a run does not have is empty. */
export function figuresCsv(runs: readonly RunData[], columns: readonly FigureColumn[]): string {
  const rows = [
    ['run', 'tags', ...columns.map((column) => column.title)],
    ...runs.map((run) => [run.info.name, run.info.tags.join('; '), ...columns.map((column) => column.value(run))]),
  ];
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
