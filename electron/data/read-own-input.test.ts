import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataFacts } from '../../shared/graph/facts';
import type { Preprocessing } from '../../shared/graph/feed';
import { encodeOwn } from './encode-batch';
import { readOwnInput } from './read-own-input';
import type { SettingsOf } from './reader';
import { seenByModel } from './seen-by-model';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PICTURES: DataFacts = {
  samples: 2,
  inputs: { image: { kind: 'image', width: 4, height: 4, channels: 1 } },
  targets: { class: { kind: 'classes', labels: ['a', 'b'] } },
};
const TEXTS: DataFacts = { samples: 2, inputs: { text: { kind: 'text' } }, targets: { class: { kind: 'classes', labels: ['a', 'b'] } } };
const READ_TEXT: SettingsOf<'text'> = {
  reader: 'text',
  format: 'delimited',
  delimiter: '\t',
  header: false,
  encoding: 'utf-8',
  text: '1',
  label: '2',
};
const preprocessing = (feed: Preprocessing['feeds'][number]): Preprocessing => ({
  format: 'attention-studio-preprocessing',
  version: 2,
  feeds: [feed],
  targets: [],
});

const half = () =>
  sharp(Buffer.from([0, 0, 255, 255]), { raw: { width: 4, height: 1, channels: 1 } })
    .png()
    .toBuffer();

describe('what the user brings', () => {
  it('is a picture: a file, or drawn in the window', async () => {
    const path = join(folder, 'drawn.png');
    await writeFile(path, await half());
    const fromFile = await readOwnInput({ kind: 'file', path }, { reader: 'idx' }, PICTURES);
    const drawn = await readOwnInput({ kind: 'image', png: (await half()).toString('base64') }, { reader: 'idx' }, PICTURES);
    expect(drawn.raw).toEqual(fromFile.raw);
    expect(drawn.view).toMatchObject({ index: null, split: null, label: null, content: { kind: 'image', width: 4, height: 1 } });
    const run = preprocessing({
      plan: { kind: 'image', node: 'image', source: 'image', width: 2, height: 2, channels: 1, fit: 'stretch' },
      state: { kind: 'image' },
    });
    expect([...(encodeOwn(run, [drawn.raw]).feeds.image?.data ?? [])]).toEqual([36, 219, 36, 219]);
    expect(await seenByModel(run, drawn.raw)).toMatchObject({ kind: 'image', width: 2, height: 2 });
  });

  it('is a text: typed, or a file in any encoding', async () => {
    const path = join(folder, 'review.txt');
    await writeFile(path, iconv.encode('Très bon, vraiment!\r\n', 'utf-16le', { addBOM: true }));
    const fromFile = await readOwnInput({ kind: 'file', path }, READ_TEXT, TEXTS);
    expect(fromFile.raw).toEqual({ text: { kind: 'text', text: 'Très bon, vraiment!' } });
    const typed = await readOwnInput({ kind: 'text', text: 'Very good, really' }, READ_TEXT, TEXTS);
    const run = preprocessing({
      plan: {
        kind: 'text',
        node: 'text',
        source: 'text',
        max_tokens: 9,
        output_sequence_length: 2,
        standardize: 'lower_and_strip_punctuation',
        split: 'whitespace',
      },
      state: { kind: 'text', vocabulary: ['', '[UNK]', 'good'] },
    });
    expect(encodeOwn(run, [typed.raw]).feeds.text).toEqual({ shape: [1, 2], data: Int32Array.of(1, 2) });
    expect(await seenByModel(run, typed.raw)).toEqual({ kind: 'text', text: '[UNK] good' });
  });

  it('is refused in words where it is of another kind, damaged, too large or not there', async () => {
    const path = join(folder, 'x.png');
    await writeFile(path, 'not a picture');
    await expect(readOwnInput({ kind: 'file', path }, { reader: 'idx' }, PICTURES)).rejects.toThrow('x.png is not a picture.');
    await truncate(path, 300 * 2 ** 20);
    await expect(readOwnInput({ kind: 'file', path }, { reader: 'idx' }, PICTURES)).rejects.toMatchObject({ received: '300 MB' });
    await expect(readOwnInput({ kind: 'file', path }, READ_TEXT, TEXTS)).rejects.toThrow('x.png is too large.');
    await expect(readOwnInput({ kind: 'file', path: folder }, READ_TEXT, TEXTS)).rejects.toThrow('is not a file');
    await expect(readOwnInput({ kind: 'file', path: join(folder, 'none') }, READ_TEXT, TEXTS)).rejects.toThrow('cannot be read');
    await expect(readOwnInput({ kind: 'text', text: 'hello' }, { reader: 'idx' }, PICTURES)).rejects.toMatchObject({
      expected: 'a picture',
      received: 'a text',
    });
    await expect(readOwnInput({ kind: 'image', png: '' }, { reader: 'idx' }, PICTURES)).rejects.toThrow('is not a picture');
  });
});
