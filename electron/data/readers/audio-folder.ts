import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { checkSound, MOST_SECONDS, type SoundCheck } from '../audio/check-sound';
import { readWav } from '../audio/read-wav';
import { soundContent } from '../audio/sound-content';
import { type SoundSize, soundFacts, soundWarnings } from '../audio/sound-facts';
import type { Dataset } from '../dataset';
import { fingerprint } from '../fingerprint';
import { onlyOneClass } from '../in-words';
import { mapConcurrently } from '../map-concurrently';
import type { Reader, SettingsOf } from '../reader';
import { sortLabels } from '../sort-labels';
import {
  emptyClasses,
  type FoundFile,
  filesIn,
  filesOfClass,
  isClass,
  type LeftOutWords,
  leftOutFiles,
  readFound,
  refuseParts,
} from './class-folders';

type Read = SettingsOf<'audio-folder'>;

const AT_ONCE = 32;
/** Names of a folder that are looked at to tell what lies in it. */
const LOOKED_AT = 200;

const LEFT_OUT: LeftOutWords = {
  'not sounds': ['is not a WAV file', 'are not WAV files'],
  'cut off': ['is cut off', 'are cut off'],
  coded: [
    'is coded in a way that is not read (only PCM and floating point are)',
    'are coded in a way that is not read (only PCM and floating point are)',
  ],
  'too long': [`lasts longer than ${MOST_SECONDS / 60} minutes`, `last longer than ${MOST_SECONDS / 60} minutes`],
  empty: ['is empty', 'are empty'],
  'not readable': ['cannot be read', 'cannot be read'],
  'without a class': ['has no such part in its name', 'have no such part in their names'],
};

const isWav = (name: string): boolean => /\.wave?$/i.test(name) && !name.startsWith('.');

/** `7_jackson_12.wav`: part 2 is `jackson`. Null: there is none. */
function partOfName(name: string, part: number): string | null {
  return basename(name, extname(name)).split(/[_-]+/)[part - 1]?.trim() || null;
}

/** WAV files: one folder a class, or all in one folder with the class in their names. */
export const audioFolderReader: Reader<'audio-folder'> = {
  name: 'audio-folder',
  modality: 'audio',
  claims: async (path, isFolder) => isFolder && (await settingsOf(path)) !== null,
  detect: async (path, isFolder) => (isFolder ? settingsOf(path) : null),
  async open(path, read): Promise<Dataset> {
    const { files, labels } = read.classes === 'folder' ? await filesByFolder(path) : await filesByName(path, read);
    const checks = await mapConcurrently(files, AT_ONCE, async (file): Promise<SoundCheck> => checkSound(file.path, file.size));
    const kept: FoundFile[] = [];
    const sizes: SoundSize[] = [];
    const refused: { name: string; reason: string }[] = [];
    files.forEach((file, at) => {
      const check = checks[at];
      if (!check) return;
      if (!check.ok) refused.push({ name: file.name, reason: check.reason });
      else if (file.label === '') refused.push({ name: file.name, reason: 'without a class' });
      else {
        kept.push(file);
        sizes.push(check);
      }
    });
    const used = new Set(kept.map(({ label }) => label));
    const filled = labels.filter((label) => used.has(label));
    const warnings = [...leftOutFiles(refused, LEFT_OUT), ...(read.classes === 'folder' ? emptyClasses(labels, filled, 'sounds') : [])];
    if (kept.length === 0) {
      throw new StudioError(`${path} holds no sounds.`, {
        expected: 'WAV files, in one folder a class or with the class in their names',
        received: warnings[0] ?? 'no WAV files',
        advice: 'Other sounds (MP3, FLAC, OGG) have to be converted to WAV first.',
      });
    }
    if (filled.length === 1) warnings.push(onlyOneClass(filled[0]));
    warnings.push(...soundWarnings(sizes));
    const place = new Map(filled.map((label, at) => [label, at]));
    const fileAt = (index: number): FoundFile => {
      const file = kept[index];
      if (!file) throw new RangeError(`sample ${index} of ${kept.length}`);
      return file;
    };
    const sound = async (index: number) => {
      const file = fileAt(index);
      return readWav(await readFound(file), file.name);
    };
    return {
      path,
      read,
      fingerprint: await fingerprint(kept),
      facts: {
        samples: kept.length,
        inputs: { audio: soundFacts(sizes) },
        targets: { class: { kind: 'classes', labels: filled } },
      },
      size: kept.length,
      targets: { class: Float64Array.from(kept, (file) => place.get(file.label) ?? 0) },
      columns: null,
      origins: { kind: 'files', files: kept.map((file) => file.name) },
      warnings,
      part: async (index) => ({ kind: 'audio', ...(await sound(index)) }),
      view: async (index, split) => ({ index, split, label: fileAt(index).label, content: soundContent(await sound(index)) }),
      close: async () => {},
    };
  },
};

interface Labelled {
  readonly files: readonly FoundFile[];
  readonly labels: readonly string[];
}

async function filesByFolder(path: string): Promise<Labelled> {
  const entries = await readdir(path, { withFileTypes: true });
  const labels = sortLabels(entries.filter(isClass).map((entry) => entry.name));
  if (labels.length === 0) {
    throw new StudioError(`${path} holds no folders of sounds.`, {
      expected: 'one folder a class, WAV files inside',
      received: entries.length === 0 ? 'an empty folder' : 'files only',
      advice: 'Put the sounds of each class into a folder of its name, or say in the data panel that the class is a part of their names.',
    });
  }
  await refuseParts(path, labels, 'sounds');
  const files: FoundFile[] = [];
  for (const label of labels) files.push(...(await filesOfClass(path, label)));
  return { files, labels };
}

async function filesByName(path: string, { part }: Read): Promise<Labelled> {
  const found = await filesIn(path);
  const files = found.map((file) => ({ ...file, label: isWav(file.name) ? (partOfName(file.name, part) ?? '') : '' }));
  return { files, labels: sortLabels([...new Set(files.flatMap(({ label }) => (label === '' ? [] : [label])))]) };
}

/** How a folder of sounds is read; null: it is none. */
async function settingsOf(path: string): Promise<Read | null> {
  const entries = await readdir(path, { withFileTypes: true });
  const here = entries.flatMap(({ name }) => (isWav(name) ? [name] : []));
  const files = entries.filter((entry) => entry.isFile()).length;
  // Sounds beside many other files are not what the folder is for.
  if (here.length > 0 && here.length * 2 >= files) return { reader: 'audio-folder', classes: 'name', part: tellingPart(here) };
  for (const folder of entries.filter(isClass).slice(0, 20)) {
    const inside = await readdir(join(path, folder.name)).catch(() => []);
    const seen = inside.slice(0, LOOKED_AT);
    if (seen.filter(isWav).length * 2 > seen.length) return { reader: 'audio-folder', classes: 'folder', part: 1 };
  }
  return null;
}

/** The first part of the names that comes again and again and differs: what a class does. */
function tellingPart(names: readonly string[]): number {
  for (let part = 1; part <= 5; part++) {
    const values = names.flatMap((name) => partOfName(name, part) ?? []);
    const different = new Set(values).size;
    if (values.length === names.length && different >= 2 && different <= names.length / 2) return part;
  }
  return 1;
}
