import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVoc } from '../boxes/read-voc';
import { openDataset } from '../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voc-ä-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Buffer): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 20, b: 200 } } })
    .jpeg()
    .toBuffer();

const object = (name: string, xmin: number | string, ymin: number, xmax: number, ymax: number, more = '') =>
  `<object><name>${name}</name>${more}<bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`;
const annotation = (filename: string, objects: string, size = '<size><width>40</width><height>20</height><depth>3</depth></size>') =>
  `<?xml version="1.0"?>\n<annotation><folder>VOC</folder><filename>${filename}</filename>${size}${objects}</annotation>`;

describe('Pascal VOC', () => {
  it('counts pixels from 1, both ends included', () => {
    const read = readVoc(annotation('a.jpg', object('cat &amp; dog', 1, 1, 40, 20)));
    expect(read).toEqual({ filename: 'a.jpg', size: { width: 40, height: 20 }, boxes: [{ label: 'cat & dog', box: [0, 0, 40, 20] }] });
  });

  it('expands no entity that a file declares', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>${annotation('a.jpg', object('&y;', 1, 1, 9, 9)).slice(21)}`;
    const read = readVoc(bomb);
    expect(typeof read === 'string' ? read : read.boxes[0]?.label).not.toContain('xxx');
  });

  it.each([
    ['<annotation><object></annotation>', 'is no XML'],
    ['<html></html>', 'is none of Pascal VOC'],
    [annotation('a.jpg', object('', 1, 1, 9, 9)), 'has a box without a label'],
    [annotation('a.jpg', object('cat', 9, 1, 9, 9)), 'has a box of no area'],
    [annotation('a.jpg', object('cat', 'left', 1, 9, 9)), 'lacks something at “object › 0 › bndbox › xmin”'],
  ])('%s is said to be wrong', (xml, reason) => {
    expect(readVoc(xml)).toBe(reason);
  });

  it('is read without being asked for, and what is wrong is left out by name', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await put(`JPEGImages/${name}.jpg`, await picture(40, 20));
    await put('Annotations/a.xml', annotation('C:\\photos\\a.jpg', object('dog', 11, 6, 30, 15) + object('cat', 1, 1, 4, 4)));
    await put('Annotations/b.xml', annotation('no-such-name.jpg', '', ''));
    await put('Annotations/c.xml', annotation('c.jpg', object('cat', 30, 1, 60, 9)));
    await put('Annotations/d.xml', annotation('d.jpg', object('cat', 1, 1, 9, 9), '<size><width>20</width><height>40</height></size>'));
    await put('Annotations/gone.xml', annotation('gone.jpg', object('cat', 1, 1, 9, 9)));
    const data = await openDataset(folder, null, { kinds: ['image'] });
    expect(data.read).toEqual({ reader: 'voc' });
    expect(data.facts).toEqual({
      samples: 2,
      inputs: { image: { kind: 'image', width: 40, height: 20, channels: 3 } },
      targets: { boxes: { kind: 'boxes', labels: ['cat', 'dog'], most: 2, boxes: 2, picture: 'image' } },
    });
    expect(data.warnings).toEqual([
      'The annotation Annotations/c.xml has a box that leaves its picture and was left out.',
      'The annotation Annotations/d.xml was made for a picture of another size and was left out.',
      'The annotation Annotations/gone.xml names a picture that is not there and was left out.',
    ]);
    expect(await data.part(0, 'boxes')).toEqual({
      kind: 'boxes',
      picture: { width: 40, height: 20 },
      boxes: [
        { class: 1, box: [10, 5, 20, 10] },
        { class: 0, box: [0, 0, 4, 4] },
      ],
    });
    expect(await data.part(0, 'image')).toMatchObject({ kind: 'image', width: 40, height: 20 });
    const view = await data.view(0, 'test');
    expect(view).toMatchObject({ label: 'dog, cat', boxes: [{ label: 'dog', box: [0.25, 0.25, 0.5, 0.5] }, { label: 'cat' }] });
    expect(await data.view(1, null)).toMatchObject({ label: 'nothing', boxes: [] });
    await data.close();
  });

  it('may lie in one folder with its pictures', async () => {
    await put('a.jpg', await picture(40, 20));
    await put('a.xml', annotation('a.jpg', object('dog', 11, 6, 30, 15)));
    const data = await openDataset(folder, null, null);
    expect(data.read).toEqual({ reader: 'voc' });
    expect(data.facts.targets.boxes).toMatchObject({ labels: ['dog'], boxes: 1 });
  });
});

const RACCOONS = resolve(process.env.ATTENTION_STUDIO_DATA ?? join(__dirname, '../../../../shared/data'), 'detection');

describe('the raccoons', () => {
  it.skipIf(!existsSync(RACCOONS))('are all read, each with its box', async () => {
    const data = await openDataset(RACCOONS, null, { kinds: ['image'] });
    expect(data.warnings).toEqual([]);
    expect(data.size).toBe(200);
    expect(data.facts.targets.boxes).toMatchObject({ kind: 'boxes', labels: ['raccoon'] });
    for (let at = 0; at < data.size; at++) {
      const part = await data.part(at, 'boxes');
      if (part.kind !== 'boxes') throw new Error('no boxes');
      expect(part.boxes.length).toBeGreaterThan(0);
    }
  });
});
