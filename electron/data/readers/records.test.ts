import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../open-dataset';
import { partsOfRow } from '../own/parts-of-row';
import { rawSample } from '../raw-sample';
import type { SettingsOf } from '../reader';
import { splitIndices } from '../split';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-ä-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const gray = (value: number) =>
  sharp({ create: { width: 4, height: 3, channels: 3, background: { r: value, g: value, b: value } } })
    .toColourspace('b-w')
    .png()
    .toBuffer();

async function pictures(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await put(`shots/${at}.png`, await gray(at * 10));
}

const READ: SettingsOf<'records'> = {
  reader: 'records',
  format: 'delimited',
  delimiter: ',',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'shot', as: 'image' },
    { name: 'note', as: 'text' },
    { name: 'age', as: 'number' },
    { name: 'colour', as: 'number' },
    { name: 'bought', as: 'ids' },
    { name: 'kind', as: 'class' },
    { name: 'price', as: 'value' },
  ],
  bad_rows: 'skip',
};

const HEAD = 'shot,note,age,colour,bought,kind,price';
const row = (at: number) =>
  `shots/${at}.png,"a note, number ${at}",${at},${at % 2 ? 'red' : 'blue'},${at} 7 3,${at % 3 ? 'good' : 'bad'},${at / 4}`;

describe('records', () => {
  it('read pictures, texts, numbers, words, ids, classes and values of a row', async () => {
    await pictures(6);
    const path = await put('a.csv', `${HEAD}\n${Array.from({ length: 6 }, (_, at) => row(at)).join('\n')}\n`);
    const data = await openDataset(path, READ, null);
    expect(data.warnings).toEqual(['“bought” holds the id 0, which stands for padding: a model that masks it does not see it.']);
    expect(data.facts).toEqual({
      samples: 6,
      inputs: {
        shot: { kind: 'image', height: 3, width: 4, channels: 1 },
        note: { kind: 'text' },
        table: { kind: 'table', columns: ['age', 'colour=blue', 'colour=red'] },
        bought: { kind: 'ids', vocabulary: 8, length: 3 },
      },
      targets: { kind: { kind: 'classes', labels: ['bad', 'good'] }, price: { kind: 'value', column: 'price' } },
    });
    expect(Object.keys(data.facts.inputs)).toEqual(['shot', 'note', 'table', 'bought']);
    expect([...(data.targets.kind ?? [])]).toEqual([0, 1, 1, 0, 1, 1]);
    expect([...(data.targets.price ?? [])]).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25]);
    const sample = await rawSample(data, 3);
    expect(sample.note).toEqual({ kind: 'text', text: 'a note, number 3' });
    expect(sample.table).toEqual({ kind: 'table', values: Float64Array.of(3, 0, 1) });
    expect(sample.bought).toEqual({ kind: 'ids', ids: Int32Array.of(3, 7, 3) });
    expect(sample.shot?.kind === 'image' && sample.shot.pixels[0]).toBe(30);
    expect(await data.view(3, 'test')).toMatchObject({
      label: 'bad',
      labels: { kind: 'bad', price: 0.75 },
      content: {
        kind: 'parts',
        parts: [
          { name: 'shot', content: { kind: 'image', width: 4, height: 3 } },
          { name: 'note', content: { kind: 'text' } },
          { name: 'table', content: { kind: 'table', columns: ['age', 'colour'], values: [3, 'red'] } },
          { name: 'bought', content: { kind: 'ids', ids: [3, 7, 3] } },
        ],
      },
    });
    expect(data.origins).toEqual({ kind: 'lines', lines: Float64Array.of(2, 3, 4, 5, 6, 7) });
    // Classes of the first such target are shared out evenly.
    const { test } = splitIndices(data, { validation: 0, test: 0.5, seed: 1 });
    expect([...test].filter((index) => data.targets.kind?.[index] === 0)).toHaveLength(1);
    await data.close();
  });

  it('are found out by what the columns hold', async () => {
    await pictures(12);
    const lines = Array.from({ length: 12 }, (_, at) => `${at},shots/${at}.png,shots/${(at + 1) % 12}.png,${at % 2}`);
    const pairs = await openDataset(await put('pairs.csv', `id,left,right,same\n${lines.join('\n')}\n`), null, null);
    expect(pairs.read).toMatchObject({
      reader: 'records',
      columns: [
        { name: 'id', as: 'number' },
        { name: 'left', as: 'image' },
        { name: 'right', as: 'image' },
        { name: 'same', as: 'class' },
      ],
    });
    const words = (at: number) => Array.from({ length: 4 }, (_, i) => `w${(at * 7 + i * 3) % 31}`).join(' ');
    const parallel = Array.from({ length: 30 }, (_, at) => JSON.stringify({ premise: words(at), claim: words(at + 1), label: at % 3 }));
    const texts = await openDataset(await put('nli.jsonl', parallel.join('\n')), null, { kinds: ['text'] });
    expect(texts.facts.inputs).toEqual({ premise: { kind: 'text' }, claim: { kind: 'text' } });
    expect(texts.facts.targets).toEqual({ label: { kind: 'classes', labels: ['0', '1', '2'] } });
    const bought = Array.from({ length: 20 }, (_, at) => JSON.stringify({ items: [at, 2, 5].slice(0, 1 + (at % 3)), next: at % 4 }));
    const ids = await openDataset(await put('items.jsonl', bought.join('\n')), null, null);
    expect(ids.facts.inputs).toEqual({ items: { kind: 'ids', vocabulary: 20, length: null } });
    await Promise.all([pairs, texts, ids].map((data) => data.close()));
  });

  it('come last where another reader knows the file, and first where the graph has several inputs', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `so ${at} many words that differ,${at / 7},${at % 2 ? 'yes' : 'no'}`);
    const path = await put('a.csv', `text,age,label\n${lines.join('\n')}\n`);
    const readBy = async (...kinds: ('text' | 'table')[]) => {
      const data = await openDataset(path, null, { kinds });
      await data.close();
      return data.read.reader;
    };
    expect([await readBy(), await readBy('text'), await readBy('table'), await readBy('text', 'table')]).toEqual([
      'text',
      'text',
      'table',
      'records',
    ]);
  });

  it('name bad rows by their line, and leave them out or refuse them as was chosen', async () => {
    await pictures(3);
    await put('shots/notes.png', 'no picture');
    const bad = [
      'shots/none.png,x,1,red,1 2,good,1',
      'shots/0.png,,1,red,1 2,good,1',
      'shots/0.png,x,1,red,1 two,good,1',
      'shots/0.png,x,1,red,1 2,,1',
      'shots/0.png,x,1,red,1 2,good,dear',
      'shots/notes.png,x,1,red,1 2,good,1',
      'too,few',
    ];
    const path = await put('a.csv', `${HEAD}\n${[row(0), row(1), ...bad, row(2)].join('\n')}\n`);
    const data = await openDataset(path, READ, null);
    expect(data.size).toBe(3);
    expect(data.warnings.slice(0, 7)).toEqual([
      'Line 10 does not have 7 cells and was left out.',
      'Line 5 has no text in “note” and was left out.',
      'Line 6 has something else than whole numbers in “bought” and was left out.',
      'Line 7 has no class in “kind” and was left out.',
      'Line 8 has no number in “price” and was left out.',
      'Line 4 names a picture that is not there in “shot” and was left out.',
      'Line 9 names a file that is not a picture in “shot” and was left out.',
    ]);
    await data.close();
    await expect(openDataset(path, { ...READ, bad_rows: 'refuse' }, null)).rejects.toMatchObject({
      message: 'Line 4 of a.csv names a picture that is not there in “shot”.',
      received: '7 that have not',
    });
  });

  it('never look outside of their folder', async () => {
    await pictures(1);
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'x.png'), await gray(9));
    await symlink(join(outside, 'x.png'), join(folder, 'shots', 'linked.png'));
    const names = [join(outside, 'x.png'), `../${outside.split('/').at(-1)}/x.png`, 'shots/linked.png', 'shots/../../x.png', '..\\x.png'];
    const path = await put('a.csv', `shot,y\n${names.map((name) => `${name},1`).join('\n')}\nshots/../shots/0.png,2\n`);
    const columns = [
      { name: 'shot', as: 'image' },
      { name: 'y', as: 'value' },
    ] as const;
    const data = await openDataset(path, { ...READ, columns: [...columns] }, null);
    expect(data.size).toBe(1);
    expect(data.warnings.join(' ')).toContain('5 rows (lines 2, 3, 4, 5, 6) name a picture outside the folder of the file');
    await data.close();
    await rm(outside, { recursive: true });
  });

  it('keep parts apart that are called as a table or as JavaScript’s own', async () => {
    const lines = Array.from({ length: 8 }, (_, at) => `${at},text ${at},${at % 2}`);
    const path = await put('a.csv', `n,table,__proto__\n${lines.join('\n')}\n`);
    const columns = [
      { name: 'n', as: 'number' },
      { name: 'table', as: 'text' },
      { name: '__proto__', as: 'class' },
    ] as const;
    const data = await openDataset(path, { ...READ, columns: [...columns] }, null);
    expect(Object.keys(data.facts.inputs)).toEqual(['table (2)', 'table']);
    expect(Object.keys(data.facts.targets)).toEqual(['__proto__ (column)']);
    await data.close();
  });

  it('say that pictures of a file that came alone are missing', async () => {
    const path = await put('a.csv', 'shot,y\nshots/0.png,1\nshots/1.png,2\n');
    await expect(openDataset(path, null, null)).rejects.toMatchObject({
      advice: expect.stringContaining('A browser hands over a file alone'),
    });
  });

  it('split a row of one’s own into its parts', () => {
    const facts = {
      samples: 1,
      inputs: {
        shot: { kind: 'image' as const, height: 1, width: 1, channels: 1 },
        note: { kind: 'text' as const },
        table: { kind: 'table' as const, columns: ['age', 'colour=red'] },
      },
      targets: {},
    };
    expect(partsOfRow({ shot: 'a.png', age: 3, colour: 'red', other: 'x' }, READ, facts, '/data')).toEqual({
      kind: 'parts',
      parts: { shot: { kind: 'file', path: '/data/a.png' }, table: { kind: 'row', values: { age: 3, colour: 'red' } } },
    });
    expect(() => partsOfRow({ other: 1 }, READ, facts, '/data')).toThrow('none of the inputs');
  });
});
