import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PartContent, SampleView } from '../../../shared/dataset';
import { type InputFacts, partName, type TargetFacts } from '../../../shared/graph/facts';
import { readLabels } from '../../../shared/read-labels';
import { numberColumns, tableNameOf } from '../../../shared/record-parts';
import { StudioError } from '../../../shared/studio-error';
import type { Dataset, PictureSize, RawPart } from '../dataset';
import { expandColumn, expandedNumbers } from '../expand-column';
import { decodeImage } from '../image/decode-image';
import { imageContent } from '../image/image-content';
import { pictureFacts } from '../image/picture-facts';
import { onlyOneClass } from '../in-words';
import type { SettingsOf } from '../reader';
import { readNumber } from '../records/delimited';
import { readIds } from '../records/read-ids';
import type { RecordFile } from '../records/record-file';
import { sortLabels } from '../sort-labels';
import { pathInside } from './record-pictures';
import { type ScannedRecords, scanRecords } from './scan-records';

type Read = SettingsOf<'records'>;

/** One input of a row: what is known of it, and how it is read out of the cells. */
interface RecordInput {
  readonly name: string;
  readonly facts: InputFacts;
  part(cells: readonly string[], need?: PictureSize): Promise<RawPart>;
  content(cells: readonly string[]): Promise<PartContent>;
}

interface RecordTarget {
  readonly name: string;
  readonly facts: TargetFacts;
  /** A number a sample; of several labels: which of `sets`. */
  readonly numbers: Float64Array;
  /** Of several labels: those of a sample, as indices. */
  readonly sets?: readonly Int32Array[];
}

/** An index of all rows that have everything; parts are read when they are asked for. */
export async function openRecords(file: RecordFile, path: string, read: Read): Promise<Dataset> {
  const scanned = await scanRecords(file, path, read);
  const warnings = [...scanned.warnings];
  const inputs = inputsOf(file, dirname(path), read, scanned, warnings);
  const targets = targetsOf(read, scanned, warnings);
  const [first] = targets;
  const cellsOf = (index: number) => file.cells(scanned.offsets[index] ?? 0, scanned.lengths[index] ?? 0);
  const labelAt = ({ facts, numbers, sets }: RecordTarget, index: number): string | number => {
    const number = numbers[index] ?? 0;
    if (facts.kind === 'labels') return Array.from(sets?.[number] ?? [], (id) => facts.labels[id] ?? '').join(', ');
    return facts.kind === 'classes' ? (facts.labels[number] ?? '') : number;
  };
  return {
    path,
    read,
    fingerprint: await file.fingerprint(scanned.stamps),
    facts: {
      samples: scanned.offsets.length,
      inputs: Object.fromEntries(inputs.map(({ name, facts }) => [name, facts])),
      targets: Object.fromEntries(targets.map(({ name, facts }) => [name, facts])),
    },
    size: scanned.offsets.length,
    targets: Object.fromEntries(targets.flatMap(({ name, numbers, sets }) => (sets ? [] : [[name, numbers]]))),
    columns: scanned.counts.summary(),
    origins: { kind: 'lines', lines: scanned.lines },
    warnings,
    async part(index, name, need) {
      const target = targets.find((one) => one.name === name);
      if (target?.sets) return { kind: 'ids', ids: target.sets[target.numbers[index] ?? 0] ?? new Int32Array() };
      const input = inputs.find((one) => one.name === name);
      if (!input) throw new Error(`the records have no input “${name}”`);
      return input.part(await cellsOf(index), need);
    },
    async view(index, split): Promise<SampleView> {
      const cells = await cellsOf(index);
      const parts = await Promise.all(inputs.map(async ({ name, content }) => ({ name, content: await content(cells) })));
      const [only, ...others] = parts;
      return {
        index,
        split,
        label: first ? labelAt(first, index) : null,
        ...(targets.length > 1 && { labels: Object.fromEntries(targets.map((target) => [target.name, labelAt(target, index)])) }),
        content: only && others.length === 0 ? only.content : { kind: 'parts', parts },
      };
    },
    close: () => file.close(),
  };
}

/** In the order of the columns; all numbers together where the first of them stands. */
function inputsOf(file: RecordFile, folder: string, read: Read, scanned: ScannedRecords, warnings: string[]): RecordInput[] {
  const numbers = numberColumns(read.columns);
  const inputsAt = ({ name: column, as }: Read['columns'][number]): RecordInput[] => {
    const at = file.column(column);
    const name = partName(column);
    const cell = (cells: readonly string[]) => cells[at] ?? '';
    switch (as) {
      case 'image': {
        const part = (cells: readonly string[], need?: PictureSize) => pictureAt(folder, cell(cells), need);
        const content = async (cells: readonly string[]) => imageContent(await part(cells, { width: 512, height: 512 }));
        return [{ name, facts: pictureFacts(scanned.pictures.get(column) ?? []), part, content }];
      }
      case 'text': {
        const content = async (cells: readonly string[]) => ({ kind: 'text', text: cell(cells) }) as const;
        return [{ name, facts: { kind: 'text' }, part: content, content }];
      }
      case 'ids': {
        const { largest = 1, length = null } = scanned.sequences.get(column) ?? {};
        const ids = (cells: readonly string[]) => readIds(cell(cells)) ?? new Int32Array();
        return [
          {
            name,
            facts: { kind: 'ids', vocabulary: Math.max(2, largest + 1), length },
            part: async (cells) => ({ kind: 'ids', ids: ids(cells) }),
            content: async (cells) => ({ kind: 'ids', ids: [...ids(cells)] }),
          },
        ];
      }
      case 'number':
        return column === numbers[0] ? [tableOf(file, read, numbers, scanned, warnings)] : [];
      case 'class':
      case 'value':
      case 'labels':
        return [];
    }
  };
  return read.columns.flatMap(inputsAt);
}

async function pictureAt(folder: string, cell: string, need?: PictureSize) {
  const inside = pathInside(cell);
  if (inside === null) throw new StudioError(`${cell} lies outside the folder of the data.`);
  const bytes = await readFile(join(folder, inside)).catch((error: unknown) => {
    throw new StudioError(`${cell} cannot be read.`, {
      received: error instanceof Error ? error.message : String(error),
      advice: 'The file was there when the data was opened: open the data again.',
    });
  });
  return decodeImage(bytes, cell, need);
}

function tableOf(file: RecordFile, read: Read, columns: readonly string[], { counts }: ScannedRecords, warnings: string[]): RecordInput {
  const expanded = columns.map((column) => ({ ...expandColumn(column, counts), at: file.column(column) }));
  for (const { name, missing } of counts.summary()) {
    if (missing === 0 || !columns.includes(name)) continue;
    const rows = missing === 1 ? '1 row' : `${missing.toLocaleString('en')} rows`;
    warnings.push(`“${name}” is missing in ${rows}; the mean of the training rows stands in.`);
  }
  return {
    name: tableNameOf(read.columns),
    facts: { kind: 'table', columns: expanded.flatMap(({ names }) => names) },
    part: async (cells) => ({
      kind: 'table',
      values: Float64Array.from(expanded.flatMap((column) => expandedNumbers(column, cells[column.at] ?? '', read.delimiter))),
    }),
    content: async (cells) => ({
      kind: 'table',
      columns: [...columns],
      values: expanded.map(({ at }) => readNumber(cells[at] ?? '', read.delimiter) ?? (cells[at] ?? '').trim()),
    }),
  };
}

function targetsOf(read: Read, scanned: ScannedRecords, warnings: string[]): RecordTarget[] {
  return read.columns.flatMap(({ name: column, as }): RecordTarget[] => {
    const numbers = scanned.targets.get(column);
    if (!numbers) return [];
    const name = partName(column);
    if (as === 'labels') return [labelSets(name, scanned.labels.get(column) ?? [], numbers)];
    if (as === 'value') return [{ name, facts: { kind: 'value', column }, numbers }];
    const met = scanned.labels.get(column) ?? [];
    // A label that only rows have which were left out is none.
    const used = new Set(numbers);
    const labels = sortLabels(met.filter((_, id) => used.has(id)));
    if (labels.length < 2) warnings.push(onlyOneClass(labels[0]));
    const place = new Map(labels.map((label, at) => [met.indexOf(label), at]));
    return [{ name, facts: { kind: 'classes', labels }, numbers: numbers.map((id) => place.get(id) ?? 0) }];
  });
}

/** Labels out of the cells that were met; those of rows that were left out are none. */
function labelSets(name: string, cells: readonly string[], numbers: Float64Array): RecordTarget {
  const used = new Set(numbers);
  const met = cells.map((cell, at) => (used.has(at) ? readLabels(cell) : []));
  const labels = sortLabels([...new Set(met.flat())]);
  const place = new Map(labels.map((label, at) => [label, at]));
  const sets = met.map((cell) => Int32Array.from(cell, (label) => place.get(label) ?? 0).sort());
  return { name, facts: { kind: 'labels', labels }, numbers, sets };
}
