import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReaderSettings } from '../../../shared/dataset';
import type { InputFactsOf } from '../../../shared/graph/facts';
import { numberColumns } from '../../../shared/record-parts';
import { StudioError } from '../../../shared/studio-error';
import type { RawPartOf } from '../dataset';
import { isMissing, readNumber } from '../records/delimited';
import { cellOf, parseObject, sniff } from '../records/sniff';
import { defineOwn, mismatch } from './define-own';
import { LARGEST_TEXT, refuseLarge } from './own-file';

export type Row = { readonly [column: string]: number | string };

/** Columns of the file that the model sees. */
function featuresOf(read: ReaderSettings, row: Row): readonly string[] {
  return read.reader === 'table' ? read.features : read.reader === 'records' ? numberColumns(read.columns) : Object.keys(row);
}

/** A row by column: typed, JSON, or the first of a CSV file. */
export const ownTable = defineOwn('table', {
  read: async (given, facts, read) => {
    const row =
      given.kind === 'row'
        ? given.values
        : given.kind === 'file'
          ? await firstRow(given.path)
          : given.kind === 'text'
            ? jsonRow(given.text)
            : null;
    if (row === null) throw mismatch('a row of a table', given);
    const features = featuresOf(read, row);
    const values = features.map((name) => row[name] ?? '');
    const delimiter = 'delimiter' in read ? read.delimiter : ',';
    return { part: rowPart(row, features, delimiter, facts), content: { kind: 'table', columns: [...features], values } };
  },
  seen: async () => null,
});

/** The first row of a CSV file with a header, or a JSON object. */
export async function firstRow(path: string): Promise<Row> {
  await refuseLarge(path, LARGEST_TEXT);
  const json = jsonRow((await readFile(path, 'utf8')).trim());
  if (json) return json;
  const { names, rows, header } = await sniff(path);
  const [row] = rows;
  if (!row || (!header && rows.length > 1)) {
    throw new StudioError(`${basename(path)} holds no row that can be read.`, {
      expected: 'a header and a row beneath it, or a JSON object',
    });
  }
  return Object.fromEntries(names.map((name, at) => [name, row[at] ?? '']));
}

/** The entries of a JSON object; null where the text is none. */
export function jsonRow(text: string): Row | null {
  const object = parseObject(text);
  return object && Object.fromEntries([...object].map(([name, value]) => [name, typeof value === 'number' ? value : cellOf(value)]));
}

/** Numbers by expanded column; a feature that is not given counts as missing, unless none is given at all. */
function rowPart(row: Row, features: readonly string[], delimiter: string, facts: InputFactsOf<'table'>): RawPartOf<'table'> {
  const given = new Map(Object.entries(row));
  if (!features.some((name) => given.has(name))) {
    throw new StudioError('The row has none of the columns that the model takes.', {
      expected: features.slice(0, 20).join(', '),
      received: [...given.keys()].slice(0, 20).join(', ') || 'none',
    });
  }
  const values = facts.columns.map((column) => {
    const feature = features.includes(column) ? column : features.find((name) => column.startsWith(`${name}=`));
    const value = feature === undefined ? undefined : given.get(feature);
    if (feature !== undefined && feature !== column) return String(value ?? '').trim() === column.slice(feature.length + 1) ? 1 : 0;
    if (value === undefined || value === '' || (typeof value === 'string' && isMissing(value))) return Number.NaN;
    const number = typeof value === 'number' ? value : readNumber(value, delimiter);
    if (number === null || !Number.isFinite(number)) {
      throw new StudioError(`“${column}” is not a number.`, { expected: 'a number, or nothing', received: String(value) });
    }
    return number;
  });
  return { kind: 'table', values: Float64Array.from(values) };
}
