import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawPart } from '../dataset';
import { encodeBatch } from '../encode-batch';
import { fitPreprocessing } from '../fit-preprocessing';
import { decodeImage } from '../image/decode-image';
import { openDataset } from '../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A plain picture. */
function picture(width = 8, height = 6, colour = '#c04020') {
  return sharp({ create: { width, height, channels: 3, background: colour } });
}

async function put(name: string, bytes: Buffer | string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
}

function hugePng(): Buffer {
  const png = Buffer.alloc(45);
  png.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  png.writeUInt32BE(13, 8);
  png.write('IHDR', 12);
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(20_000, 20);
  png.set([8, 2], 24);
  png.write('IEND', 37);
  return png;
}

const asPicture = (raw: RawPart) => {
  if (raw.kind !== 'image') throw new Error(raw.kind);
  return raw;
};

describe('folders of pictures', () => {
  it('reads classes in every format, at any depth, names sorted', async () => {
    await put('b/two.png', await picture().png().toBuffer());
    await put('b/one.jpg', await picture().jpeg().toBuffer());
    await put('a/deep/er/x.webp', await picture(16, 12).webp().toBuffer());
    await put('a/y.gif', await picture().gif().toBuffer());
    await put('a/.hidden', 'not looked at');
    const data = await openDataset(folder, null, null);
    expect(data.read).toEqual({ reader: 'image-folder' });
    expect(data.facts).toEqual({
      samples: 4,
      inputs: { image: { kind: 'image', width: 8, height: 6, channels: 3 } },
      targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
    });
    expect(data.origins).toEqual({ kind: 'files', files: ['a/y.gif', 'a/deep/er/x.webp', 'b/one.jpg', 'b/two.png'] });
    expect([...(data.targets.class ?? [])]).toEqual([0, 0, 1, 1]);
    expect(data.warnings).toEqual([]);
    const view = await data.view(3, 'test');
    expect(view).toMatchObject({ index: 3, split: 'test', label: 'b', content: { kind: 'image', width: 8, height: 6 } });
  });

  it('leaves out what is damaged and names it', async () => {
    const png = await picture(64, 64).png().toBuffer();
    await put('a/good.png', png);
    await put('b/good.png', png);
    await put('a/cut.png', png.subarray(0, png.length - 20));
    await put('a/cut.jpg', (await picture(64, 64).jpeg().toBuffer()).subarray(0, 250));
    await put('a/cut.webp', (await picture(64, 64).webp().toBuffer()).subarray(0, -10));
    await put('a/cut.pgm', 'P5 100 100 255\nshort');
    await put('b/notes.txt', 'these are notes');
    await put('b/photo.jpg', '<html>not found</html>');
    await put('b/empty.png', '');
    await put('b/huge.png', hugePng());
    await mkdir(join(folder, 'c'));
    const { size, warnings, facts } = await openDataset(folder, null, { kinds: ['image'] });
    expect(size).toBe(2);
    expect(facts.targets.class).toEqual({ kind: 'classes', labels: ['a', 'b'] });
    expect(warnings).toEqual([
      '4 files are cut off and were left out: a/cut.jpg, a/cut.pgm, a/cut.png, a/cut.webp.',
      'One file is empty and was left out: b/empty.png.',
      'One file has more than 64 megapixels and was left out: b/huge.png.',
      '2 files are not pictures and were left out: b/notes.txt, b/photo.jpg.',
      'The folder “c” holds no pictures and is no class.',
    ]);
  });

  it('names a file that turns out damaged when it is decoded', async () => {
    const png = await sharp(Buffer.alloc(64 * 64 * 3, 'noise that does not compress'), { raw: { width: 64, height: 64, channels: 3 } })
      .png()
      .toBuffer();
    png.fill(0xaa, 45, png.length - 12);
    await put('a/rotten.png', png);
    await put('b/good.png', await picture().png().toBuffer());
    const data = await openDataset(folder, null, { kinds: ['image'] });
    expect(data.size).toBe(2);
    await expect(data.part(0, 'image')).rejects.toThrow('a/rotten.png is damaged.');
  });

  it('says when a file vanished', async () => {
    await put('a/x.png', await picture().png().toBuffer());
    await put('b/x.png', await picture().png().toBuffer());
    const data = await openDataset(folder, null, { kinds: ['image'] });
    await rm(join(folder, 'a/x.png'));
    await expect(data.part(0, 'image')).rejects.toThrow('a/x.png cannot be read.');
  });

  it('refuses folders without pictures, and training on one class', async () => {
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toThrow(
      'holds no data of a known form for a graph that takes pictures',
    );
    await mkdir(join(folder, 'a'));
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toThrow('holds no pictures');
    await put('a/x.png', await picture().png().toBuffer());
    const data = await openDataset(folder, null, { kinds: ['image'] });
    expect(data.warnings.at(-1)).toContain('only one class, “a”');
    const target = {
      kind: 'classes',
      node: 'y',
      target: 'class',
      classes: 1,
      loss: 'categorical_crossentropy',
      label_smoothing: 0,
    } as const;
    await expect(fitPreprocessing([], [target], data, Uint32Array.of(0))).rejects.toMatchObject({
      message: 'There is only one class, “a”: nothing to tell apart.',
      advice: 'Put the pictures of each class into a folder of its own.',
    });
  });

  it('does not take parts for classes', async () => {
    for (const part of ['train', 'test']) await put(`${part}/cat/x.png`, await picture().png().toBuffer());
    await expect(openDataset(folder, null, { kinds: ['image'] })).rejects.toMatchObject({
      message: `${folder} is split into test, train already.`,
      advice: `Choose ${join(folder, 'train')}: validation and test parts are drawn out of it.`,
    });
  });

  it('is the same data set when opened again, and another when a file changes', async () => {
    await put('a/x.png', await picture().png().toBuffer());
    await put('b/x.png', await picture().png().toBuffer());
    const first = await openDataset(folder, null, { kinds: ['image'] });
    expect((await openDataset(folder, null, { kinds: ['image'] })).fingerprint).toBe(first.fingerprint);
    await put('b/x.png', await picture(9, 9).png().toBuffer());
    expect((await openDataset(folder, null, { kinds: ['image'] })).fingerprint).not.toBe(first.fingerprint);
  });

  it('encodes batches in the size of the model, and gives the same from its cache', async () => {
    await put('a/x.png', await picture(40, 20, '#fff').png().toBuffer());
    await put('b/x.png', await picture(20, 40, '#000').png().toBuffer());
    const data = await openDataset(folder, null, { kinds: ['image'] });
    const plan = { kind: 'image', node: 'image', source: 'image', height: 4, width: 4, channels: 1, fit: 'pad' } as const;
    const preprocessing = await fitPreprocessing([plan], [], data, Uint32Array.of(0));
    const batch = await encodeBatch(preprocessing, data, [0, 1]);
    expect(batch.feeds.image?.shape).toEqual([2, 4, 4, 1]);
    const white = [0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0];
    expect([...(batch.feeds.image?.data ?? [])]).toEqual([...white, ...new Array<number>(16).fill(0)]);
    await rm(join(folder, 'a/x.png'));
    expect((await encodeBatch(preprocessing, data, [0])).feeds.image?.data).toEqual(Float32Array.from(white));
  });
});

describe('decoding', () => {
  it('refuses 400 megapixels within 200 ms, before decoding', async () => {
    const start = performance.now();
    await expect(decodeImage(hugePng(), 'huge.png')).rejects.toMatchObject({
      message: 'huge.png is too large.',
      expected: 'up to 64 megapixels',
      received: '20000 × 20000',
    });
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('turns pictures as their EXIF says', async () => {
    const sideways = await picture(8, 4).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await decodeImage(sideways, 'x.jpg')).toMatchObject({ width: 4, height: 8 });
  });

  it('lays transparency on black, and brings 16 bit to 8', async () => {
    const clear = await sharp({ create: { width: 2, height: 2, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0.5 } } })
      .png()
      .toBuffer();
    const flat = asPicture(await decodeImage(clear, 'clear.png'));
    expect(flat.channels).toBe(3);
    expect(Math.abs((flat.pixels[0] ?? 0) - 128)).toBeLessThanOrEqual(1);
    const deep = await picture(2, 2, '#808080').toColourspace('rgb16').png().toBuffer();
    expect(asPicture(await decodeImage(deep, 'deep.png')).pixels[0]).toBe(128);
    const deepGray = await picture(2, 2, '#808080').toColourspace('grey16').png().toBuffer();
    const gray = asPicture(await decodeImage(deepGray, 'deep-gray.png'));
    expect([gray.channels, gray.pixels[0]]).toEqual([1, 128]);
  });

  it('shrinks a large picture while decoding, never below four times what is needed', async () => {
    const large = await picture(2000, 1000).jpeg().toBuffer();
    expect(await decodeImage(large, 'x.jpg', { width: 20, height: 20 })).toMatchObject({ width: 160, height: 80 });
    expect(await decodeImage(large, 'x.jpg', { width: 200, height: 200 })).toMatchObject({ width: 2000, height: 1000 });
  });

  it('survives any bytes', async () => {
    const heads = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF89a', 'RIFF\x10\0\0\0WEBPVP8 ', 'BM', 'P5 3 3 255\n', 'P2 3 3 255\n', ''];
    for (const head of heads) {
      for (let length = 0; length < 90; length++) {
        const bytes = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(length, (length * 37) % 251)]);
        const outcome = await decodeImage(bytes, 'fuzz').catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome.name).toBe('StudioError');
      }
    }
  });
});
