import { stat } from 'node:fs/promises';
import type { ReaderSettings } from '../../shared/dataset';
import { StudioError } from '../../shared/studio-error';
import type { Dataset } from './dataset';
import type { Modality, Wanted } from './reader';
import { audioFolderReader } from './readers/audio-folder';
import { idxReader } from './readers/idx';
import { imageFolderReader } from './readers/image-folder';
import { recordsReader } from './readers/records';
import { tableReader } from './readers/table';
import { textReader } from './readers/text';
import { vocReader } from './readers/voc';

/** Every reader, in the order in which they are tried. */
const READERS = [idxReader, audioFolderReader, vocReader, imageFolderReader, textReader, tableReader, recordsReader] as const;

/**
 * Opens a file or folder. `read` null: detect the reader and its options, among those that give what the graph
 * `wants` (null: any). Rejects with a StudioError that says what is wrong with the data.
 */
export async function openDataset(path: string, read: ReaderSettings | null, wants: Wanted | null): Promise<Dataset> {
  const isFolder = await folderAt(path);
  const settings = read === null ? await detect(path, isFolder, wants) : await picturesAsTheyLie(path, isFolder, read);
  switch (settings.reader) {
    case 'idx':
      return idxReader.open(path, settings);
    case 'image-folder':
      return imageFolderReader.open(path, settings);
    case 'audio-folder':
      return audioFolderReader.open(path, settings);
    case 'voc':
      return vocReader.open(path, settings);
    case 'text':
      return textReader.open(path, settings);
    case 'table':
      return tableReader.open(path, settings);
    case 'records':
      return recordsReader.open(path, settings);
  }
}

/**
 * Pictures in class folders and in the MNIST format are read without options and give the same samples: a project on
 * the one can be trained and judged on the other.
 */
async function picturesAsTheyLie(path: string, isFolder: boolean, read: ReaderSettings): Promise<ReaderSettings> {
  if (read.reader !== 'idx' && read.reader !== 'image-folder') return read;
  return (await idxReader.detect(path, isFolder)) ?? (await imageFolderReader.detect(path, isFolder)) ?? read;
}

async function folderAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new StudioError(`There is no file or folder ${path}.`, { advice: 'Choose where the data lies now.' });
    }
    throw new StudioError(`${path} cannot be read.`, { received: code, advice: 'Check the permissions of the file or folder.' });
  }
}

async function detect(path: string, isFolder: boolean, wants: Wanted | null): Promise<ReaderSettings> {
  const kinds = [...new Set(wants?.kinds ?? [])];
  const several = (wants?.kinds.length ?? 0) > 1;
  const [kind = null] = several ? [] : kinds;
  const claiming = await claimed(path, isFolder);
  for (const reader of READERS) {
    if (wants?.reader ? reader.name !== wants.reader : claiming ? reader.name !== claiming : !mayRead(reader.modality, kind, several))
      continue;
    const settings = await reader.detect(path, isFolder, wants);
    if (settings) return settings;
  }
  throw new StudioError(`${path} holds no data of a known form${kind ? ` for ${WANTED[kind].graph}` : ''}.`, {
    expected: kind
      ? WANTED[kind].form
      : Object.values(WANTED)
          .map(({ form }) => form)
          .join('; '),
    received: isFolder ? 'a folder of another form' : 'a file of another form',
  });
}

/** The reader that a path is surely of. */
async function claimed(path: string, isFolder: boolean): Promise<ReaderSettings['reader'] | null> {
  for (const reader of READERS) if (await reader.claims?.(path, isFolder)) return reader.name;
  return null;
}

/** Several inputs come from records; one from whatever gives its kind, and from records where nothing else does. */
function mayRead(modality: Modality, kind: Exclude<Modality, 'records'> | null, several: boolean): boolean {
  if (several) return modality === 'records';
  return kind === null || modality === kind || modality === 'records';
}

const WANTED = {
  image: { graph: 'a graph that takes pictures', form: 'a folder with one folder a class, pictures inside' },
  text: { graph: 'a graph that takes text', form: 'CSV, TSV or JSON lines with a column of text and one of labels' },
  table: { graph: 'a graph that takes a table', form: 'CSV with a column to predict' },
  audio: { graph: 'a graph that takes sounds', form: 'a folder with one folder a class, WAV files inside' },
  ids: { graph: 'a graph that takes sequences of ids', form: 'CSV, TSV or JSON lines with a column of whole numbers with spaces between' },
} as const satisfies { [modality in Exclude<Modality, 'records'>]: { graph: string; form: string } };
