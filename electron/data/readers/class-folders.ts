import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import type { FileStamp } from '../fingerprint';
import { mapConcurrently } from '../map-concurrently';

const DEEPEST = 8;
const AT_ONCE = 32;
const CLUTTER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i;

const PARTS = /^(train|training|val|valid|validation|test|testing)$/i;

/** A file below the folder of a class. */
export interface FoundFile extends FileStamp {
  readonly label: string;
}

/** By reason, what is said of one file and of several: “One file is cut off and was left out”. */
export type LeftOutWords = { readonly [reason: string]: readonly [one: string, many: string] };

/** Whether an entry of a folder may be the folder of a class. */
export function isClass(entry: Dirent): boolean {
  return (entry.isDirectory() || entry.isSymbolicLink()) && !CLUTTER.test(entry.name);
}

/**
 * Folders named `train` and `test` that hold only folders are parts of a data set, not classes.
 *
 * @param what lies in the folders: `pictures`
 * @throws StudioError
 */
export async function refuseParts(path: string, labels: readonly string[], what: string): Promise<void> {
  if (labels.length < 2 || !labels.every((label) => PARTS.test(label))) return;
  const inside = await Promise.all(labels.map((part) => readdir(join(path, part), { withFileTypes: true })));
  if (!inside.every((entries) => entries.some(isClass) && entries.every((entry) => isClass(entry) || CLUTTER.test(entry.name)))) return;
  throw new StudioError(`${path} is split into ${labels.join(', ')} already.`, {
    expected: `one folder a class, ${what} inside`,
    received: `folders of classes inside ${labels.join(', ')}`,
    advice: `Choose ${join(path, labels.find((part) => /^train/i.test(part)) ?? labels[0] ?? '')}: validation and test parts are drawn out of it.`,
  });
}

/** Files below the folder of a class, at any depth up to `DEEPEST`, names sorted. Linked folders below it are not looked into. */
export async function filesOfClass(path: string, label: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  await collect(join(path, label), label, label, 0, found);
  return found;
}

async function collect(folder: string, name: string, label: string, depth: number, into: FoundFile[]): Promise<void> {
  const entries = await sortedEntries(folder);
  for (const file of await filesAmong(folder, entries)) into.push({ ...file, name: `${name}/${file.name}`, label });
  if (depth === DEEPEST) return;
  for (const entry of entries) {
    if (entry.isDirectory()) await collect(join(folder, entry.name), `${name}/${entry.name}`, label, depth + 1, into);
  }
}

/** The files that lie in a folder itself, names sorted. */
export async function filesIn(folder: string): Promise<FileStamp[]> {
  return filesAmong(folder, await sortedEntries(folder));
}

async function sortedEntries(folder: string): Promise<Dirent[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !CLUTTER.test(entry.name));
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function filesAmong(folder: string, entries: readonly Dirent[]): Promise<FileStamp[]> {
  const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const stamps = await mapConcurrently(files, AT_ONCE, async (entry): Promise<FileStamp | null> => {
    const path = join(folder, entry.name);
    const info = await stat(path).catch(() => null);
    return info?.isFile() ? { name: entry.name, path, size: info.size, changed: info.mtimeMs } : null;
  });
  return stamps.flatMap((stamp) => stamp ?? []);
}

/** The bytes of a file. @throws StudioError where it is no longer there */
export async function readFound(file: FileStamp): Promise<Buffer> {
  try {
    return await readFile(file.path);
  } catch (error) {
    throw new StudioError(`${file.name} cannot be read.`, {
      received: error instanceof Error ? error.message : String(error),
      advice: 'The file was there when the data was opened: open the data again.',
    });
  }
}

/** A warning for each reason for which files were left out. */
export function leftOutFiles(refused: readonly { readonly name: string; readonly reason: string }[], words: LeftOutWords): string[] {
  const reasons = new Map<string, string[]>();
  for (const { name, reason } of refused) {
    const names = reasons.get(reason);
    if (names) names.push(name);
    else reasons.set(reason, [name]);
  }
  return [...reasons].map(([reason, names]) => {
    const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
    const [one, many] = words[reason] ?? [reason, reason];
    return names.length === 1
      ? `One file ${one} and was left out: ${listed}.`
      : `${names.length.toLocaleString('en')} files ${many} and were left out: ${listed}.`;
  });
}

/** A warning about folders that hold nothing of their kind. @param what `pictures` */
export function emptyClasses(labels: readonly string[], filled: readonly string[], what: string): string[] {
  const empty = labels.filter((label) => !filled.includes(label));
  if (empty.length === 0) return [];
  return [
    `${empty.length === 1 ? 'The folder' : 'The folders'} ${empty.map((label) => `“${label}”`).join(', ')} ${empty.length === 1 ? 'holds' : 'hold'} no ${what} and ${empty.length === 1 ? 'is' : 'are'} no class.`,
  ];
}
