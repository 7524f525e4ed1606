import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idx-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const idx = (sizes: readonly number[], data: readonly number[]) => {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, axis) => {
    header.writeUInt32BE(size, 4 + 4 * axis);
  });
  return Buffer.concat([header, Buffer.from(data)]);
};
const IMAGES = idx([3, 1, 2], [1, 2, 3, 4, 5, 6]);
const put = (name: string, bytes: Buffer) => writeFile(join(folder, name), bytes);

describe('the MNIST format', () => {
  it('is read, packed or not, under its usual names', async () => {
    await put('train-images-idx3-ubyte.gz', gzipSync(IMAGES));
    await put('train-labels.idx1-ubyte', idx([3], [7, 4, 7]));
    const data = await openDataset(folder, null, null);
    expect(data.read).toEqual({ reader: 'idx' });
    expect(data.facts).toEqual({
      samples: 3,
      inputs: { image: { kind: 'image', height: 1, width: 2, channels: 1 } },
      targets: { class: { kind: 'classes', labels: ['4', '7'] } },
    });
    expect([...(data.targets.class ?? [])]).toEqual([1, 0, 1]);
    expect(await data.part(1, 'image')).toEqual({
      kind: 'image',
      width: 2,
      height: 1,
      channels: 1,
      pixels: expect.objectContaining({ 0: 3, 1: 4 }),
    });
    expect((await data.view(2, null)).label).toBe('7');
  });

  it('stands in for class folders, and they for it', async () => {
    await put('images-idx3-ubyte', IMAGES);
    await put('labels-idx1-ubyte', idx([3], [7, 4, 7]));
    expect((await openDataset(folder, { reader: 'image-folder' }, null)).read).toEqual({ reader: 'idx' });
    const other = join(folder, 'folders');
    for (const label of ['4', '7']) {
      await mkdir(join(other, label), { recursive: true });
      await writeFile(join(other, label, 'x.pgm'), 'P5 2 1 255\nab');
    }
    expect((await openDataset(other, { reader: 'idx' }, null)).read).toEqual({ reader: 'image-folder' });
  });

  it('is not spoken of to somebody who brought pictures without class folders', async () => {
    await put('one.pgm', Buffer.from('P5 2 1 255\nab'));
    await expect(openDataset(folder, { reader: 'idx' }, null)).rejects.toMatchObject({
      message: `${folder} holds neither class folders of pictures nor files of the MNIST format.`,
      received: 'one.pgm',
      advice: 'Put the pictures of each class into a folder of its own.',
    });
  });

  it('is refused where files are damaged or do not match', async () => {
    const labels = (bytes: Buffer) => put('labels-idx1-ubyte', bytes);
    await put('images-idx3-ubyte', IMAGES.subarray(0, -1));
    await labels(idx([3], [0, 1, 0]));
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toMatchObject({ received: '5 bytes where the header says 6' });
    await put('images-idx3-ubyte', IMAGES);
    await labels(idx([2], [0, 1]));
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toThrow('Pictures and labels do not match.');
    await labels(Buffer.from('hello'));
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toMatchObject({ received: 'another kind of file' });
    await labels(gzipSync(idx([3], [0, 1, 0])).subarray(0, -9));
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toMatchObject({
      received: expect.stringContaining('a gzip that does not unpack'),
    });
    await put('more-images-idx3-ubyte', IMAGES);
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toThrow('more than one file of pictures');
  });
});
