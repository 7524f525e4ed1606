import { dirname } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { ColumnCounts } from '../column-counts';
import type { FileStamp } from '../fingerprint';
import type { ImageHeader } from '../image/image-header';
import type { SettingsOf } from '../reader';
import { isMissing, readNumber } from '../records/delimited';
import { NumberList } from '../records/number-list';
import { readIds } from '../records/read-ids';
import type { RecordFile } from '../records/record-file';
import { BadRows } from './bad-rows';
import { lookAtPictures } from './record-pictures';

/** More different labels than this are not classes: the column is an id or a text. */
const MOST_CLASSES = 1000;

/** The id 0 in a cell of ids. */
const HAS_ZERO = /(^|[\s,[])0+([\s,\]]|$)/;

type Read = SettingsOf<'records'>;

/** What one look at all rows found. Lists hold only rows that have everything. */
export interface ScannedRecords {
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  readonly lines: Float64Array;
  /** By column of classes, or of several labels: which of `labels`. By column of values: the value. */
  readonly targets: ReadonlyMap<string, Float64Array>;
  /** By column of classes, in the order in which they were met; of several labels, whole cells. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
  /** By column of pictures: how they look. */
  readonly pictures: ReadonlyMap<string, readonly ImageHeader[]>;
  readonly stamps: readonly FileStamp[];
  /** By column of ids: the largest one, and the length where all have the same. */
  readonly sequences: ReadonlyMap<string, { readonly largest: number; readonly length: number | null }>;
  readonly counts: ColumnCounts;
  readonly warnings: readonly string[];
}

/** Reads every row once. @throws StudioError where rows are bad and may not be skipped, or none is left */
export async function scanRecords(file: RecordFile, path: string, read: Read): Promise<ScannedRecords> {
  const columns = read.columns.map((column) => ({ ...column, at: file.column(column.name), numbers: new NumberList() }));
  const [offsets, lengths, lines] = [new NumberList(), new NumberList(), new NumberList()];
  const ids = new Map<string, Map<string, number>>();
  const named = new Map<string, number>();
  const counts = new ColumnCounts(file.names, read.delimiter);
  const bad = new BadRows();
  /** Columns of ids that hold the one that pads. */
  const withZero = new Set<string>();
  for await (const { cells, offset, length, line } of file.rows()) {
    counts.add(cells);
    const numbers: number[] = [];
    let reason: string | null = null;
    for (const { name, as, at } of columns) {
      const cell = cells[at] ?? '';
      const number = numberOf(cell, name, as, read, as === 'image' ? named : labelsOf(ids, name));
      if (as === 'ids' && HAS_ZERO.test(cell)) withZero.add(name);
      if (typeof number === 'string') reason ??= number;
      else numbers.push(number);
    }
    if (reason !== null) {
      bad.add(line, reason);
      continue;
    }
    columns.forEach((column, at) => {
      column.numbers.push(numbers[at] ?? 0);
    });
    offsets.push(offset);
    lengths.push(length);
    lines.push(line);
  }
  const several = new Set(read.columns.flatMap(({ name, as }) => (as === 'labels' ? [name] : [])));
  for (const [name, labels] of ids) if (labels.size > MOST_CLASSES && !several.has(name)) throw tooManyClasses(name);

  const found = await lookAtPictures(dirname(path), [...named.keys()]);
  const pictureColumns = columns.filter(({ as }) => as === 'image');
  const kept: number[] = [];
  for (let row = 0; row < offsets.length; row++) {
    const wrong = pictureColumns.flatMap(({ name, numbers }) => {
      const picture = found[numbers.at(row)];
      return picture && !picture.ok ? [`${picture.reason} in “${name}”`] : [];
    })[0];
    if (wrong === undefined) kept.push(row);
    else bad.add(lines.at(row), wrong);
  }
  if (read.bad_rows === 'refuse') bad.refuse(path, file.leftOut);
  const padding = [...withZero].map((name) => `“${name}” holds the id 0, which stands for padding: a model that masks it does not see it.`);
  const warnings = [...file.warnings, ...bad.warnings(), ...padding];
  if (kept.length === 0) {
    throw new StudioError(`${path} has no rows to learn from.`, {
      expected: `rows with ${read.columns.map(({ name }) => `“${name}”`).join(', ')}`,
      received: warnings[0] ?? 'no rows',
      ...(named.size > 0 && {
        advice: 'Pictures lie below the folder of the file. A browser hands over a file alone: choose it with the button instead.',
      }),
    });
  }
  const take = (list: NumberList) => Float64Array.from(kept, (row) => list.at(row));
  const of = (kinds: readonly string[]) => columns.filter(({ as }) => kinds.includes(as));
  const headers = (numbers: NumberList) =>
    kept.flatMap((row) => {
      const picture = found[numbers.at(row)];
      return picture?.ok ? [picture.header] : [];
    });
  return {
    offsets: take(offsets),
    lengths: take(lengths),
    lines: take(lines),
    targets: new Map(of(['class', 'value', 'labels']).map(({ name, numbers }) => [name, take(numbers)])),
    labels: new Map([...ids].map(([name, labels]) => [name, [...labels.keys()]])),
    pictures: new Map(pictureColumns.map(({ name, numbers }) => [name, headers(numbers)])),
    stamps: found.flatMap((picture) => (picture.ok ? [picture.stamp] : [])),
    sequences: new Map(of(['ids']).map(({ name, numbers }) => [name, sequenceFacts(take(numbers))])),
    counts,
    warnings,
  };
}

function labelsOf(ids: Map<string, Map<string, number>>, name: string): Map<string, number> {
  const known = ids.get(name) ?? new Map<string, number>();
  ids.set(name, known);
  return known;
}

/** What the lists keep of a cell: a value, which label or picture it names, of ids their number and the largest; a text: what it lacks. */
function numberOf(cell: string, name: string, as: Read['columns'][number]['as'], read: Read, known: Map<string, number>): number | string {
  switch (as) {
    case 'text':
      return cell.trim() === '' ? `has no text in “${name}”` : 0;
    case 'number':
      // A missing number is the mean of the training rows.
      return 0;
    case 'ids': {
      const ids = readIds(cell);
      if (!ids) return `has something else than whole numbers in “${name}”`;
      return ids.length === 0 ? `has no ids in “${name}”` : ids.length * SEQUENCE + ids.reduce((a, b) => Math.max(a, b), 0);
    }
    case 'value':
      return readNumber(cell, read.delimiter) ?? `has no number in “${name}”`;
    case 'labels': {
      // Which of the cells that were met: an empty one says that no label fits.
      const id = known.get(cell.trim()) ?? known.size;
      known.set(cell.trim(), id);
      return id;
    }
    case 'image':
    case 'class': {
      const text = cell.trim();
      if (as === 'class' ? isMissing(text) : text === '') return `has no ${as === 'class' ? 'class' : 'picture'} in “${name}”`;
      const id = known.get(text) ?? known.size;
      known.set(text, id);
      return id;
    }
  }
}

/** Above the largest id that is read: length and largest id of a sequence in one number. */
const SEQUENCE = 2 ** 27;

function sequenceFacts(packed: Float64Array): { readonly largest: number; readonly length: number | null } {
  let largest = 0;
  const first = Math.floor((packed[0] ?? 0) / SEQUENCE);
  let length: number | null = first;
  for (const both of packed) {
    largest = Math.max(largest, both % SEQUENCE);
    if (Math.floor(both / SEQUENCE) !== first) length = null;
  }
  return { largest, length };
}

function tooManyClasses(column: string): StudioError {
  return new StudioError(`The column “${column}” holds more than ${MOST_CLASSES} different labels.`, {
    expected: 'a column of classes that come again and again',
    advice: 'Say in the data panel that it is something else, or leave it out.',
  });
}
