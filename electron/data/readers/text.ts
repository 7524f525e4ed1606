import { partName } from '../../../shared/graph/facts';
import { StudioError } from '../../../shared/studio-error';
import { ColumnCounts } from '../column-counts';
import type { Dataset } from '../dataset';
import { onlyOneClass, rowsLeftOut } from '../in-words';
import type { Reader } from '../reader';
import { isMissing } from '../records/delimited';
import { NumberList } from '../records/number-list';
import { RecordFile } from '../records/record-file';
import { type Sniffed, sniff } from '../records/sniff';
import { sortLabels } from '../sort-labels';

const LABEL_NAMES = /^(label|class|category|target|sentiment|y|stars|rating|score)$/i;
/** More different labels than this are not classes: the column is an id or a text. */
const MOST_CLASSES = 1000;

/** Sentences or documents with a label: CSV, TSV or JSON lines. */
export const textReader: Reader<'text'> = {
  name: 'text',
  modality: 'text',
  async detect(path, isFolder) {
    if (isFolder) return null;
    const found = await sniff(path);
    const columns = textAndLabel(found);
    if (!columns) return null;
    const { format, delimiter, header, encoding } = found;
    return { reader: 'text', format, delimiter: format === 'jsonl' ? '' : delimiter, header, encoding, ...columns };
  },
  async open(path, read): Promise<Dataset> {
    const file = await RecordFile.open(path, read, [read.text, read.label]);
    try {
      const textAt = file.column(read.text);
      const labelAt = file.column(read.label);
      const offsets = new NumberList();
      const lengths = new NumberList();
      const lines = new NumberList();
      const found = new NumberList();
      const ids = new Map<string, number>();
      const counts = new ColumnCounts(file.names, read.delimiter);
      const named = new Map(Object.entries(read.names ?? {}));
      let unlabelled = 0;
      for await (const { cells, offset, length, line } of file.rows()) {
        const written = (cells[labelAt] ?? '').trim();
        counts.add(cells);
        const label = named.get(written) ?? written;
        if (isMissing(written) || (cells[textAt] ?? '').trim() === '') {
          unlabelled++;
          continue;
        }
        const id = ids.get(label) ?? ids.size;
        ids.set(label, id);
        if (ids.size > MOST_CLASSES) throw tooManyClasses(read.label);
        offsets.push(offset);
        lengths.push(length);
        lines.push(line);
        found.push(id);
      }
      const warnings = [...file.warnings];
      if (unlabelled > 0) warnings.push(rowsLeftOut(unlabelled, 'without a text or a label'));
      if (found.length === 0) {
        throw new StudioError(`${path} has no rows to learn from.`, {
          expected: `rows with a text in “${read.text}” and a label in “${read.label}”`,
          received: warnings[0] ?? 'none',
        });
      }
      const labels = sortLabels([...ids.keys()]);
      if (labels.length < 2) warnings.push(onlyOneClass(labels[0]));
      const place = new Map(labels.map((label, at) => [ids.get(label), at]));
      const targets = found.done().map((id) => place.get(id) ?? 0);
      const textOf = async (index: number) => (await file.cells(offsets.at(index), lengths.at(index)))[textAt] ?? '';
      return {
        path,
        read,
        fingerprint: await file.fingerprint(),
        facts: {
          samples: targets.length,
          inputs: { text: { kind: 'text' } },
          targets: { [partName(read.label)]: { kind: 'classes', labels } },
        },
        size: targets.length,
        targets: { [partName(read.label)]: targets },
        columns: counts.summary(),
        origins: { kind: 'lines', lines: lines.done() },
        warnings,
        part: async (index) => ({ kind: 'text', text: await textOf(index) }),
        view: async (index, split) => ({
          index,
          split,
          label: labels[targets[index] ?? 0] ?? null,
          content: { kind: 'text', text: await textOf(index) },
        }),
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  },
};

function tooManyClasses(label: string): StudioError {
  return new StudioError(`The column “${label}” holds more than ${MOST_CLASSES} different labels.`, {
    expected: 'a column of classes that come again and again',
    advice: 'Choose another label column in the data panel.',
  });
}

/** The column of longest text, and the one of fewest different words beside it. */
function textAndLabel({ names, rows: all }: Sniffed): { text: string; label: string } | null {
  const rows = all.filter((row) => row.length === names.length);
  const columns = names.map((name, at) => {
    const cells = rows.map((row) => row[at] ?? '').filter((cell) => !isMissing(cell));
    const length = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
    const spaced = cells.filter((cell) => /\S\s+\S/.test(cell)).length / Math.max(1, cells.length);
    return { name, length, spaced, distinct: new Set(cells.map((cell) => cell.trim())).size };
  });
  const [text] = [...columns].filter((column) => column.spaced > 0.5 || column.length > 20).sort((a, b) => b.length - a.length);
  if (!text) return null;
  const others = columns.filter((column) => column !== text && column.distinct <= Math.max(2, rows.length / 2));
  const label = others.find((column) => LABEL_NAMES.test(column.name)) ?? [...others].sort((a, b) => labelScore(a) - labelScore(b))[0];
  return label ? { text: text.name, label: label.name } : null;
}

/** Few classes first, but one that is always the same says nothing. */
function labelScore({ distinct }: { distinct: number }): number {
  return distinct < 2 ? Number.POSITIVE_INFINITY : distinct;
}
