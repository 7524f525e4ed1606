import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { StudioError } from '../../../shared/studio-error';
import type { Dataset } from '../dataset';
import { fingerprint } from '../fingerprint';
import { imageContent } from '../image/image-content';
import { onlyOneClass } from '../in-words';
import type { Reader } from '../reader';

const IMAGES = /^(?:.*[-.])?images[-.]idx3-ubyte(?:\.gz)?$/;
const LABELS = /^(?:.*[-.])?labels[-.]idx1-ubyte(?:\.gz)?$/;
/** Unpacked pixels are held in memory: MNIST in full takes 55 MB. */
const LIMIT = 2 ** 30;

/** The MNIST format: gray pictures of one size in one file, their labels in another. */
export const idxReader: Reader<'idx'> = {
  name: 'idx',
  modality: 'image',
  async detect(path, isFolder) {
    if (!isFolder) return null;
    const names = await readdir(path);
    return names.some((name) => IMAGES.test(name)) && names.some((name) => LABELS.test(name)) ? { reader: 'idx' } : null;
  },
  async open(path, read): Promise<Dataset> {
    const names = (await readdir(path)).sort();
    const find = (pattern: RegExp, what: string): string => {
      const found = names.filter((name) => pattern.test(name));
      const [name] = found;
      if (name !== undefined && found.length === 1) return name;
      if (!names.some((name) => IMAGES.test(name) || LABELS.test(name))) {
        throw new StudioError(`${path} holds neither class folders of pictures nor files of the MNIST format.`, {
          expected: 'one folder a class with its pictures inside, or images-idx3-ubyte and labels-idx1-ubyte',
          received: names.length === 0 ? 'an empty folder' : names.slice(0, 5).join(', '),
          advice: 'Put the pictures of each class into a folder of its own.',
        });
      }
      throw new StudioError(`The folder holds ${found.length === 0 ? 'no' : 'more than one'} file of ${what} in the MNIST format.`, {
        expected: `one ${what === 'labels' ? 'labels-idx1-ubyte' : 'images-idx3-ubyte'} or the same with .gz`,
        received: found.length === 0 ? path : found.join(', '),
      });
    };
    const imagesName = find(IMAGES, 'pictures');
    const labelsName = find(LABELS, 'labels');
    const images = await readIdx(join(path, imagesName), 3);
    const labels = await readIdx(join(path, labelsName), 1);
    const [count = 0, height = 0, width = 0] = images.shape;
    if (labels.shape[0] !== count) {
      throw new StudioError('Pictures and labels do not match.', {
        expected: `${count} labels in ${labelsName}, as many as pictures in ${imagesName}`,
        received: `${labels.shape[0]}`,
      });
    }
    if (count === 0) throw new StudioError(`${imagesName} holds no pictures.`);
    const values = [...new Set(labels.data)].sort((a, b) => a - b);
    const targets = Float64Array.from(labels.data, (value) => values.indexOf(value));
    const names2 = [imagesName, labelsName];
    const stamps = await Promise.all(
      names2.map(async (name) => {
        const file = await stat(join(path, name));
        return { name, path: join(path, name), size: file.size, changed: file.mtimeMs };
      }),
    );
    const classes = values.map(String);
    const sample = (index: number) => {
      if (index < 0 || index >= count) throw new RangeError(`sample ${index} of ${count}`);
      const pixels = images.data.subarray(index * height * width, (index + 1) * height * width);
      return { kind: 'image', width, height, channels: 1, pixels } as const;
    };
    return {
      path,
      read,
      fingerprint: await fingerprint(stamps),
      facts: {
        samples: count,
        inputs: { image: { kind: 'image', height, width, channels: 1 } },
        targets: { class: { kind: 'classes', labels: classes } },
      },
      size: count,
      targets: { class: targets },
      columns: null,
      warnings: classes.length < 2 ? [onlyOneClass(classes[0])] : [],
      part: async (index) => sample(index),
      view: async (index, split) => ({
        index,
        split,
        label: classes[targets[index] ?? 0] ?? null,
        content: await imageContent(sample(index)),
      }),
      close: async () => {},
    };
  },
};

/** An IDX file of unsigned bytes: magic 0 0 8 rank, sizes as big-endian 32 bit, then the data. */
async function readIdx(path: string, rank: number): Promise<{ shape: number[]; data: Uint8Array }> {
  const damaged = (received: string) =>
    new StudioError(`${path} is not a whole IDX file.`, {
      expected: `unsigned bytes of rank ${rank}`,
      received,
      advice: 'Fetch or unpack the file again.',
    });
  const file = await readFile(path);
  let bytes = file;
  if (file[0] === 0x1f && file[1] === 0x8b) {
    try {
      bytes = await promisify(gunzip)(file, { maxOutputLength: LIMIT });
    } catch (error) {
      throw damaged(error instanceof Error ? `a gzip that does not unpack: ${error.message}` : 'a gzip that does not unpack');
    }
  }
  const start = 4 + 4 * rank;
  if (bytes.length < start || bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 8 || bytes[3] !== rank)
    throw damaged('another kind of file');
  const shape = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const size = shape.reduce((product, axis) => product * axis, 1);
  if (size > LIMIT || bytes.length !== start + size) throw damaged(`${bytes.length - start} bytes where the header says ${size}`);
  return { shape, data: bytes.subarray(start) };
}
