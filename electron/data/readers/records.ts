import type { FeedKind } from '../../../shared/graph/feeds/kinds';
import { asks, isTarget, RECORD_COLUMNS } from '../../../shared/record-columns';
import { StudioError } from '../../../shared/studio-error';
import type { Reader } from '../reader';
import { RecordFile } from '../records/record-file';
import { sniff } from '../records/sniff';
import { type GuessedColumn, guessColumns } from './guess-columns';
import { openRecords } from './open-records';

function kindsOf(columns: readonly GuessedColumn[]): FeedKind[] {
  return columns.flatMap(({ as }) => {
    const column = RECORD_COLUMNS[as];
    return column.gives === 'input' ? [column.kind] : [];
  });
}

/** What makes a file one of records, whatever stands beside it. */
const ALONE: readonly FeedKind[] = ['image', 'audio', 'ids'];

const hasTarget = (columns: readonly GuessedColumn[]): boolean => columns.some(({ as }) => asks(as));

/** Rows whose columns are typed one by one: pictures and sounds by file name, texts, numbers, ids, classes and values. */
export const recordsReader: Reader<'records'> = {
  name: 'records',
  modality: 'records',
  async claims(path, isFolder) {
    if (isFolder) return false;
    const columns = guessColumns(path, await sniff(path));
    const kinds = kindsOf(columns);
    // What no other reader can read: several labels a sample, tags, texts to write; pictures and sounds by name, sequences, several texts.
    if (columns.some(({ as }) => as === 'labels' || as === 'tags' || as === 'target_text')) return kinds.length > 0;
    return hasTarget(columns) && (kinds.some((kind) => ALONE.includes(kind)) || kinds.filter((kind) => kind === 'text').length > 1);
  },
  async detect(path, isFolder, wants) {
    if (isFolder) return null;
    const found = await sniff(path);
    const columns = guessColumns(path, found);
    const kinds = kindsOf(columns);
    const asked = wants?.reader === 'records';
    if (!asked && (!hasTarget(columns) || wants?.kinds.some((kind) => !kinds.includes(kind)))) return null;
    const { format, delimiter, header, encoding } = found;
    return { reader: 'records', format, delimiter, header, encoding, columns, bad_rows: 'skip' };
  },
  async open(path, read) {
    if (!read.columns.some(({ as }) => !isTarget(as))) {
      throw new StudioError('No column is chosen as an input.', { advice: 'Say what each column is in the data panel.' });
    }
    // JSON lines have no header: a look at the first ones tells the keys that are left out.
    const keys = read.format === 'jsonl' ? (await sniff(path)).names : [];
    const names = [...new Set([...keys, ...read.columns.map(({ name }) => name)])];
    const file = await RecordFile.open(path, read, names);
    try {
      return await openRecords(file, path, read);
    } catch (error) {
      await file.close();
      throw error;
    }
  },
};
