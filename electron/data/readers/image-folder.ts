import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import type { Dataset, PictureSize } from '../dataset';
import { type FileStamp, fingerprint } from '../fingerprint';
import { checkImage, type ImageCheck } from '../image/check-image';
import { decodeImage } from '../image/decode-image';
import { imageContent } from '../image/image-content';
import type { ImageHeader } from '../image/image-header';
import { pictureFacts } from '../image/picture-facts';
import { onlyOneClass } from '../in-words';
import { mapConcurrently } from '../map-concurrently';
import type { Reader } from '../reader';
import { sortLabels } from '../sort-labels';

const DEEPEST = 8;
const AT_ONCE = 32;
const CLUTTER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;

const PARTS = /^(train|training|val|valid|validation|test|testing)$/i;

interface Found extends FileStamp {
  readonly label: string;
}

/** One folder a class, pictures inside, at any depth. */
export const imageFolderReader: Reader<'image-folder'> = {
  name: 'image-folder',
  modality: 'image',
  async detect(path, isFolder) {
    if (!isFolder) return null;
    const entries = await readdir(path, { withFileTypes: true });
    return entries.some((entry) => isClass(entry)) ? { reader: 'image-folder' } : null;
  },
  async open(path, read): Promise<Dataset> {
    const entries = await readdir(path, { withFileTypes: true });
    const labels = sortLabels(entries.filter((entry) => isClass(entry)).map((entry) => entry.name));
    if (labels.length === 0) {
      throw new StudioError(`${path} holds no folders of pictures.`, {
        expected: 'one folder a class, pictures inside',
        received: entries.length === 0 ? 'an empty folder' : 'files only',
        advice: 'Put the pictures of each class into a folder of its name.',
      });
    }
    if (labels.length > 1 && labels.every((label) => PARTS.test(label))) await refuseParts(path, labels);
    const files: Found[] = [];
    for (const label of labels) await collect(join(path, label), label, label, 0, files);
    const checks = await mapConcurrently(files, AT_ONCE, (file) => checkImage(file.path, file.size));
    const kept: Found[] = [];
    const headers: ImageHeader[] = [];
    checks.forEach((check, at) => {
      const file = files[at];
      if (!check.ok || !file) return;
      kept.push(file);
      headers.push(check.header);
    });
    const filled = labels.filter((label) => kept.some((file) => file.label === label));
    const warnings = [...leftOut(files, checks), ...emptyClasses(labels, filled)];
    if (kept.length === 0) {
      throw new StudioError(`${path} holds no pictures.`, {
        expected: 'PNG, JPEG, BMP, GIF, WebP or PGM files in one folder a class',
        received: warnings[0] ?? 'empty folders',
      });
    }
    if (filled.length === 1) warnings.push(`${onlyOneClass(filled[0])} Each class needs a folder of its own.`);
    const place = new Map(filled.map((label, at) => [label, at]));
    const targets = Float64Array.from(kept, (file) => place.get(file.label) ?? 0);
    const fileAt = (index: number): Found => {
      const file = kept[index];
      if (!file) throw new RangeError(`sample ${index} of ${kept.length}`);
      return file;
    };
    const sample = async (index: number, need?: PictureSize) => {
      const file = fileAt(index);
      return decodeImage(await readPicture(file), file.name, need);
    };
    return {
      path,
      read,
      fingerprint: await fingerprint(kept),
      facts: {
        samples: kept.length,
        inputs: { image: pictureFacts(headers) },
        targets: { class: { kind: 'classes', labels: filled } },
      },
      size: kept.length,
      targets: { class: targets },
      columns: null,
      origins: { kind: 'files', files: kept.map((file) => file.name) },
      warnings,
      part: (index, _input, need) => sample(index, need),
      view: async (index, split) => ({
        index,
        split,
        label: fileAt(index).label,
        content: await imageContent(await sample(index, { width: 512, height: 512 })),
      }),
      close: async () => {},
    };
  },
};

function isClass(entry: Dirent): boolean {
  return (entry.isDirectory() || entry.isSymbolicLink()) && !CLUTTER.test(entry.name);
}

/** Folders named `train` and `test` that hold only folders are parts of a data set, not classes. */
async function refuseParts(path: string, parts: readonly string[]): Promise<void> {
  const inside = await Promise.all(parts.map((part) => readdir(join(path, part), { withFileTypes: true })));
  if (!inside.every((entries) => entries.some(isClass) && entries.every((entry) => isClass(entry) || CLUTTER.test(entry.name)))) return;
  throw new StudioError(`${path} is split into ${parts.join(', ')} already.`, {
    expected: 'one folder a class, pictures inside',
    received: `folders of classes inside ${parts.join(', ')}`,
    advice: `Choose ${join(path, parts.find((part) => /^train/i.test(part)) ?? parts[0] ?? '')}: validation and test parts are drawn out of it.`,
  });
}

/** Files below a folder, names sorted. Folders deeper than `DEEPEST` are not looked into, nor are linked ones below the class. */
async function collect(folder: string, name: string, label: string, depth: number, into: Found[]): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !CLUTTER.test(entry.name));
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const stamps = await mapConcurrently(files, AT_ONCE, async (entry): Promise<Found | null> => {
    const path = join(folder, entry.name);
    const info = await stat(path).catch(() => null);
    return info?.isFile() ? { name: `${name}/${entry.name}`, path, size: info.size, changed: info.mtimeMs, label } : null;
  });
  for (const stamp of stamps) if (stamp) into.push(stamp);
  if (depth === DEEPEST) return;
  for (const entry of entries) {
    if (entry.isDirectory()) await collect(join(folder, entry.name), `${name}/${entry.name}`, label, depth + 1, into);
  }
}

async function readPicture(file: Found): Promise<Buffer> {
  try {
    return await readFile(file.path);
  } catch (error) {
    throw new StudioError(`${file.name} cannot be read.`, {
      received: error instanceof Error ? error.message : String(error),
      advice: 'The file was there when the data was opened: open the data again.',
    });
  }
}

function leftOut(files: readonly Found[], checks: readonly ImageCheck[]): string[] {
  const reasons = new Map<string, string[]>();
  checks.forEach((check, at) => {
    if (check.ok) return;
    const names = reasons.get(check.reason) ?? [];
    names.push(files[at]?.name ?? '');
    reasons.set(check.reason, names);
  });
  return [...reasons].map(([reason, names]) => {
    const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
    const [one, many] = LEFT_OUT[reason] ?? [reason, reason];
    return names.length === 1
      ? `One file ${one} and was left out: ${listed}.`
      : `${names.length.toLocaleString('en')} files ${many} and were left out: ${listed}.`;
  });
}

const LEFT_OUT: { readonly [reason: string]: readonly [string, string] } = {
  'not pictures': ['is not a picture', 'are not pictures'],
  'cut off': ['is cut off', 'are cut off'],
  'too large': ['has more than 64 megapixels', 'have more than 64 megapixels'],
  empty: ['is empty', 'are empty'],
  'not readable': ['cannot be read', 'cannot be read'],
};

function emptyClasses(labels: readonly string[], filled: readonly string[]): string[] {
  const empty = labels.filter((label) => !filled.includes(label));
  if (empty.length === 0) return [];
  return [
    `${empty.length === 1 ? 'The folder' : 'The folders'} ${empty.map((label) => `“${label}”`).join(', ')} ${empty.length === 1 ? 'holds' : 'hold'} no pictures and ${empty.length === 1 ? 'is' : 'are'} no class.`,
  ];
}
