import { dirname } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { ColumnCounts } from '../column-counts';
import type { FileStamp } from '../fingerprint';
import type { SettingsOf } from '../reader';
import { NumberList } from '../records/number-list';
import type { RecordFile } from '../records/record-file';
import { BadRows } from './bad-rows';
import { COLUMN_KINDS } from './columns/columns';
import type { RecordInput, RecordTarget } from './columns/define-column';

/** What one look at all rows found. Lists hold only rows that have everything. */
export interface ScannedRecords {
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  readonly lines: Float64Array;
  /** In the order of the columns. */
  readonly inputs: readonly RecordInput[];
  readonly targets: readonly RecordTarget[];
  readonly stamps: readonly FileStamp[];
  readonly counts: ColumnCounts;
  readonly warnings: readonly string[];
}

/** Reads every row once. @throws StudioError where rows are bad and may not be skipped, or none is left */
export async function scanRecords(file: RecordFile, path: string, read: SettingsOf<'records'>): Promise<ScannedRecords> {
  const counts = new ColumnCounts(file.names, read.delimiter);
  const folder = dirname(path);
  const columns = read.columns.map(({ name, as }) => {
    const at = file.column(name);
    const look = COLUMN_KINDS[as]({ column: name, as, at, read, file, folder, counts });
    return { at, look, numbers: new NumberList() };
  });
  const [offsets, lengths, lines] = [new NumberList(), new NumberList(), new NumberList()];
  const bad = new BadRows();
  for await (const { cells, offset, length, line } of file.rows()) {
    counts.add(cells);
    const looks = columns.map(({ look, at }) => look.look(cells[at] ?? '', cells));
    const reason = looks.find((found) => typeof found === 'string');
    if (typeof reason === 'string') {
      bad.add(line, reason);
      continue;
    }
    for (const [at, { numbers }] of columns.entries()) numbers.push(Number(looks[at]));
    offsets.push(offset);
    lengths.push(length);
    lines.push(line);
  }

  const checks = await Promise.all(columns.map(async ({ look, numbers }) => ({ wrong: await look.check?.(), numbers })));
  const kept: number[] = [];
  for (let row = 0; row < offsets.length; row++) {
    const wrong = checks.map((check) => check.wrong?.(check.numbers.at(row)) ?? null).find((reason) => reason !== null) ?? null;
    if (wrong === null) kept.push(row);
    else bad.add(lines.at(row), wrong);
  }
  if (read.bad_rows === 'refuse') bad.refuse(path, file.leftOut);
  const warnings = [...file.warnings, ...bad.warnings()];
  if (kept.length === 0) {
    throw new StudioError(`${path} has no rows to learn from.`, {
      expected: `rows with ${read.columns.map(({ name }) => `“${name}”`).join(', ')}`,
      received: warnings[0] ?? 'no rows',
      ...(checks.some(({ wrong }) => wrong) && {
        advice:
          'Files that rows name lie below the folder of the file. A browser hands over a file alone: choose it with the button instead.',
      }),
    });
  }
  const take = (list: NumberList) => Float64Array.from(kept, (row) => list.at(row));
  const found = columns.map(({ look, numbers }) => look.finish(take(numbers)));
  return {
    offsets: take(offsets),
    lengths: take(lengths),
    lines: take(lines),
    inputs: found.flatMap(({ inputs = [] }) => inputs),
    targets: found.flatMap(({ targets = [] }) => targets),
    stamps: onceEach(found.flatMap(({ stamps = [] }) => stamps)),
    counts,
    warnings: [...warnings, ...found.flatMap((column) => column.warnings ?? [])],
  };
}

/** Two columns may name the same file. */
const onceEach = (stamps: readonly FileStamp[]): FileStamp[] => [...new Map(stamps.map((stamp) => [stamp.name, stamp])).values()];
