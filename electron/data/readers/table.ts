import { partName } from '../../../shared/graph/facts';
import { StudioError } from '../../../shared/studio-error';
import { ColumnCounts } from '../column-counts';
import type { Dataset } from '../dataset';
import { expandColumn, expandedNumbers, isUsable } from '../expand-column';
import { onlyOneClass, rowsLeftOut } from '../in-words';
import type { Reader, SettingsOf } from '../reader';
import { isMissing, readNumber } from '../records/delimited';
import { NumberList } from '../records/number-list';
import { RecordFile } from '../records/record-file';
import { sniff } from '../records/sniff';
import { sortLabels } from '../sort-labels';

const TARGET_NAMES = /^(target|label|class|y|outcome|species|quality|price|survived)$/i;
/** A table of numbers and words with one column to predict. */
export const tableReader: Reader<'table'> = {
  name: 'table',
  modality: 'table',
  async detect(path, isFolder) {
    if (isFolder) return null;
    const { format, delimiter, header, encoding, names, rows } = await sniff(path);
    if (format !== 'delimited' || names.length < 2) return null;
    const counts = new ColumnCounts(names, delimiter);
    for (const row of rows) if (row.length === names.length) counts.add(row);
    const columns = counts.summary();
    const target = columns.find(({ name }) => TARGET_NAMES.test(name)) ?? columns.at(-1);
    if (!target) return null;
    const features = columns.filter((column) => column !== target && isUsable(column, rows.length)).map(({ name }) => name);
    const whole = [...counts.wordsOf(target.name)].every((word) => Number.isInteger(readNumber(word, delimiter)));
    const few = target.distinct <= 20 && target.distinct <= Math.max(2, rows.length / 5);
    const task = target.type === 'text' || (whole && few) ? 'classification' : 'regression';
    return { reader: 'table', delimiter, header, encoding, features, target: target.name, task };
  },
  async open(path, read): Promise<Dataset> {
    const file = await RecordFile.open(path, { ...read, format: 'delimited' }, []);
    try {
      return await scan(file, path, read);
    } catch (error) {
      await file.close();
      throw error;
    }
  },
};

async function scan(file: RecordFile, path: string, read: SettingsOf<'table'>): Promise<Dataset> {
  const { delimiter } = read;
  if (read.features.length === 0) {
    throw new StudioError('No column is chosen as a feature.', { advice: 'Choose the columns that the model may see in the data panel.' });
  }
  const targetAt = file.column(read.target);
  const featuresAt = read.features.map((name) => file.column(name));
  const offsets = new NumberList();
  const lengths = new NumberList();
  const lines = new NumberList();
  const values = new NumberList();
  const ids = new Map<string, number>();
  const counts = new ColumnCounts(file.names, delimiter);
  let without = 0;
  for await (const { cells, offset, length, line } of file.rows()) {
    counts.add(cells);
    const cell = (cells[targetAt] ?? '').trim();
    const value = read.task === 'regression' ? readNumber(cell, delimiter) : isMissing(cell) ? null : (ids.get(cell) ?? ids.size);
    if (value === null) {
      without++;
      continue;
    }
    if (read.task === 'classification') ids.set(cell, value);
    offsets.push(offset);
    lengths.push(length);
    lines.push(line);
    values.push(value);
  }
  const warnings = [...file.warnings];
  if (without > 0) {
    warnings.push(rowsLeftOut(without, `without ${read.task === 'regression' ? 'a number' : 'a class'} in “${read.target}”`));
  }
  if (values.length === 0) {
    throw new StudioError(`${path} has no rows to learn from.`, {
      expected: `rows with ${read.task === 'regression' ? 'a number' : 'a class'} in “${read.target}”`,
      received: warnings[0] ?? 'no rows',
    });
  }
  const columns = counts.summary();
  const expand = read.features.map((name) => expandColumn(name, counts));
  for (const column of columns) {
    if (read.features.includes(column.name) && column.missing > 0) {
      warnings.push(
        `“${column.name}” is missing in ${column.missing === 1 ? '1 row' : `${column.missing.toLocaleString('en')} rows`}; the mean of the training rows stands in.`,
      );
    }
  }
  const labels = sortLabels([...ids.keys()]);
  const place = new Map(labels.map((label, at) => [ids.get(label), at]));
  const targets = read.task === 'regression' ? values.done() : values.done().map((id) => place.get(id) ?? 0);
  if (read.task === 'classification' && labels.length < 2) warnings.push(onlyOneClass(labels[0]));
  const names = expand.flatMap(({ names }) => names);
  const cellsOf = (index: number) => file.cells(offsets.at(index), lengths.at(index));
  return {
    path,
    read,
    fingerprint: await file.fingerprint(),
    facts: {
      samples: targets.length,
      inputs: { table: { kind: 'table', columns: names } },
      targets: {
        [partName(read.target)]: read.task === 'regression' ? { kind: 'value', column: read.target } : { kind: 'classes', labels },
      },
    },
    size: targets.length,
    targets: { [partName(read.target)]: targets },
    columns,
    origins: { kind: 'lines', lines: lines.done() },
    warnings,
    async part(index) {
      const cells = await cellsOf(index);
      const numbers: number[] = [];
      expand.forEach((column, at) => {
        numbers.push(...expandedNumbers(column, cells[featuresAt[at] ?? 0] ?? '', delimiter));
      });
      return { kind: 'table', values: Float64Array.from(numbers) };
    },
    async view(index, split) {
      const cells = await cellsOf(index);
      const target = targets[index] ?? 0;
      return {
        index,
        split,
        label: read.task === 'regression' ? target : (labels[target] ?? null),
        content: {
          kind: 'table',
          columns: read.features,
          values: featuresAt.map((at) => readNumber(cells[at] ?? '', delimiter) ?? (cells[at] ?? '').trim()),
        },
      };
    },
    close: () => file.close(),
  };
}
