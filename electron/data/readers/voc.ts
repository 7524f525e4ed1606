import { readdir, readFile, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { type BoxedSample, boxSamples, wrongOn } from '../boxes/named-box';
import { readVoc } from '../boxes/read-voc';
import type { Dataset, PictureSize } from '../dataset';
import { type FileStamp, fingerprint } from '../fingerprint';
import { checkImage } from '../image/check-image';
import { decodeImage } from '../image/decode-image';
import { imageContent } from '../image/image-content';
import type { ImageHeader } from '../image/image-header';
import { pictureFacts } from '../image/picture-facts';
import { mapConcurrently } from '../map-concurrently';
import type { Reader } from '../reader';

const AT_ONCE = 32;
const ANNOTATIONS = /^annotations?$/i;
const XML = /\.xml$/i;
const PICTURE = /\.(png|jpe?g|bmp|gif|webp|pgm)$/i;
/** Annotations are a few lines: a larger file is something else. */
const LARGEST = 4 * 2 ** 20;

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The folder of annotations in a data set; `.`: they lie in it; null: there is none. */
async function annotationsIn(path: string): Promise<string | null> {
  const entries = await readdir(path, { withFileTypes: true });
  const named = entries.find((entry) => entry.isDirectory() && ANNOTATIONS.test(entry.name));
  if (named) return (await readdir(join(path, named.name))).some((name) => XML.test(name)) ? named.name : null;
  return entries.some((entry) => entry.isFile() && XML.test(entry.name)) && entries.some((entry) => PICTURE.test(entry.name)) ? '.' : null;
}

/** Pictures in the data set's folder and in those inside it, by their name: path below the data set. */
async function picturesIn(path: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const look = async (below: string): Promise<void> => {
    const entries = await readdir(join(path, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => byName(a.name, b.name))) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isFile() && PICTURE.test(entry.name)) {
        if (!found.has(entry.name)) found.set(entry.name, name);
      } else if (entry.isDirectory() && below === '' && !ANNOTATIONS.test(entry.name)) await look(name);
    }
  };
  await look('');
  return found;
}

interface Kept extends BoxedSample {
  readonly stamps: readonly [annotation: FileStamp, picture: FileStamp];
  readonly header: ImageHeader;
}

/** One annotation with its picture; a string: why it is left out, to complete “The annotation …”. */
async function readOne(path: string, name: string, pictures: ReadonlyMap<string, string>): Promise<Kept | string> {
  const file = join(path, name);
  const info = await stat(file);
  if (info.size > LARGEST) return 'is too large';
  const read = readVoc(await readFile(file, 'utf8'));
  if (typeof read === 'string') return read;
  const stem = parse(name).name;
  const picture =
    // Only the name: a path of the machine that it was made on leads nowhere.
    pictures.get(parse((read.filename ?? '').replaceAll('\\', '/')).base) ??
    [...pictures].find(([other]) => parse(other).name === stem)?.[1];
  if (picture === undefined) return 'names a picture that is not there';
  const at = join(path, picture);
  const shot = await stat(at);
  const check = await checkImage(at, shot.size);
  if (!check.ok) return `names a file that cannot be used as a picture (${check.reason})`;
  const { header } = check;
  if (read.size && (read.size.width !== header.width || read.size.height !== header.height)) {
    return 'was made for a picture of another size';
  }
  const wrong = read.boxes.map((box) => wrongOn(box, header)).find((reason) => reason !== null);
  if (wrong) return `has ${wrong}`;
  const stamps = [
    { name, path: file, size: info.size, changed: info.mtimeMs },
    { name: picture, path: at, size: shot.size, changed: shot.mtimeMs },
  ] as const;
  return { picture: { width: header.width, height: header.height }, boxes: read.boxes, header, stamps };
}

function leftOut(reasons: ReadonlyMap<string, readonly string[]>): string[] {
  return [...reasons].map(([reason, names]) => {
    const listed = `${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`;
    return names.length === 1
      ? `The annotation ${listed} ${reason} and was left out.`
      : `${names.length.toLocaleString('en')} annotations were left out, each of which ${reason}: ${listed}.`;
  });
}

/** A folder of Pascal VOC: `Annotations/*.xml` and pictures beside it, in a folder or in the same one. */
export const vocReader: Reader<'voc'> = {
  name: 'voc',
  modality: 'image',
  claims: async (path, isFolder) => isFolder && (await annotationsIn(path)) !== null,
  async detect(path, isFolder) {
    return isFolder && (await annotationsIn(path)) !== null ? { reader: 'voc' } : null;
  },
  async open(path, read): Promise<Dataset> {
    const folder = await annotationsIn(path);
    if (folder === null) {
      throw new StudioError(`${path} holds no annotations of Pascal VOC.`, {
        expected: 'a folder “Annotations” of XML files, and the pictures beside it',
        received: 'neither',
      });
    }
    const names = (await readdir(join(path, folder)))
      .filter((name) => XML.test(name))
      .sort(byName)
      .map((name) => (folder === '.' ? name : `${folder}/${name}`));
    const pictures = await picturesIn(path);
    const all = await mapConcurrently(names, AT_ONCE, (name) => readOne(path, name, pictures));
    const reasons = new Map<string, string[]>();
    const kept = all.flatMap((one, at): Kept[] => {
      if (typeof one !== 'string') return [one];
      reasons.set(one, [...(reasons.get(one) ?? []), names[at] ?? '']);
      return [];
    });
    const warnings = leftOut(reasons);
    const found = boxSamples(kept, 'image');
    if (found.facts.boxes === 0) {
      throw new StudioError(`${path} holds no boxes to learn from.`, {
        expected: 'annotations with objects, and their pictures',
        received: warnings[0] ?? 'annotations without objects',
      });
    }
    const pictureOf = (index: number): FileStamp => {
      const file = kept[index]?.stamps[1];
      if (!file) throw new RangeError(`sample ${index} of ${kept.length}`);
      return file;
    };
    const sample = async (index: number, need?: PictureSize) => {
      const file = pictureOf(index);
      const bytes = await readFile(file.path).catch((error: unknown) => {
        throw new StudioError(`${file.name} cannot be read.`, {
          received: error instanceof Error ? error.message : String(error),
          advice: 'The file was there when the data was opened: open the data again.',
        });
      });
      return decodeImage(bytes, file.name, need);
    };
    return {
      path,
      read,
      fingerprint: await fingerprint(kept.flatMap(({ stamps }) => stamps)),
      facts: {
        samples: kept.length,
        inputs: { image: pictureFacts(kept.map(({ header }) => header)) },
        targets: { boxes: found.facts },
      },
      size: kept.length,
      targets: {},
      columns: null,
      origins: { kind: 'files', files: kept.map(({ stamps: [, picture] }) => picture.name) },
      warnings,
      part: async (index, name, need) => (name === 'boxes' ? found.part(index) : sample(index, need)),
      view: async (index, split) => ({
        index,
        split,
        label: found.label(index),
        boxes: found.shown(index),
        content: await imageContent(await sample(index, { width: 512, height: 512 })),
      }),
      close: async () => {},
    };
  },
};
