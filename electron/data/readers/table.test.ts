import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedPlan } from '../../../shared/graph/feed';
import { encodeBatch, encodeOwn } from '../encode-batch';
import { fitPreprocessing } from '../fit-preprocessing';
import { openDataset } from '../open-dataset';
import { readOwnInput } from '../read-own-input';
import type { SettingsOf } from '../reader';
import { summarize } from '../summarize';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tables-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const FLOWERS = `height,colour,note,weight,species
1.5,red,${'a'.repeat(10)},10,rose
2.5,blue,b,,iris
?,red,c,30,rose
4.5,,d,oops,iris
`;
/** `FLOWERS` with notes that differ, so that columns have their types. */
function flowers(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, at) => `${at / 2},${at % 2 ? 'red' : 'blue'},note ${at},${at * 10},${at % 2 ? 'rose' : 'iris'}`,
  );
  return `height,colour,note,weight,species\n${lines.join('\n')}\n`;
}

const READ: SettingsOf<'table'> = {
  reader: 'table',
  delimiter: ',',
  header: true,
  encoding: 'utf-8',
  features: ['height', 'colour', 'weight'],
  target: 'species',
  task: 'classification',
};
const PLAN: FeedPlan = {
  kind: 'table',
  node: 'table',
  source: 'table',
  columns: ['height', 'colour=blue', 'colour=red', 'weight'],
  standardize: true,
};

describe('tables', () => {
  it('finds types, target, task, and leaves notes out of the features', async () => {
    const data = await openDataset(await file('a.csv', flowers(40)), null, { kinds: ['table'] });
    expect(data.read).toEqual(READ);
    expect(data.facts).toEqual({
      samples: 40,
      inputs: { table: { kind: 'table', columns: ['height', 'colour=blue', 'colour=red', 'weight'] } },
      targets: { species: { kind: 'classes', labels: ['iris', 'rose'] } },
    });
    expect(await data.view(1, 'test')).toEqual({
      index: 1,
      split: 'test',
      label: 'rose',
      content: { kind: 'table', columns: ['height', 'colour', 'weight'], values: [0.5, 'red', 10] },
    });
    const regression = await openDataset(await file('b.csv', 'a;b;cost\n1,5;2;10,25\n2,5;3;11,75\n3;1;12\n'), null, { kinds: ['table'] });
    expect(regression.read).toMatchObject({ delimiter: ';', features: ['a', 'b'], target: 'cost', task: 'regression' });
    expect([...(regression.targets.cost ?? [])]).toEqual([10.25, 11.75, 12]);
    const bare = await openDataset(
      await file('c.csv', Array.from({ length: 30 }, (_, at) => `${at / 3},${at},${at % 3}`).join('\n')),
      null,
      { kinds: ['table'] },
    );
    expect(bare.read).toMatchObject({ header: false, features: ['1', '2'], target: '3', task: 'classification' });
  });

  it('reads missing cells and stray words as missing, and fills them with the mean of the training rows', async () => {
    const numbers = Array.from({ length: 40 }, (_, at) => `${at},${at % 2 ? 'red' : 'blue'},x,${at},rose`).join('\n');
    const data = await openDataset(await file('a.csv', `${FLOWERS}${numbers}\n`), READ, null);
    expect(await data.part(0, 'table')).toEqual({ kind: 'table', values: Float64Array.of(1.5, 0, 1, 10) });
    expect(await data.part(1, 'table')).toEqual({ kind: 'table', values: Float64Array.of(2.5, 1, 0, Number.NaN) });
    expect(await data.part(3, 'table')).toEqual({ kind: 'table', values: Float64Array.of(4.5, 0, 0, Number.NaN) });
    const preprocessing = await fitPreprocessing([PLAN], [], data, Uint32Array.of(0, 1, 3));
    const [feed] = preprocessing.feeds;
    expect(feed?.state).toEqual({
      kind: 'table',
      mean: [8.5 / 3, 1 / 3, 1 / 3, 10].map((value) => expect.closeTo(value, 12)),
      deviation: [Math.sqrt(14 / 9), Math.sqrt(2 / 9), Math.sqrt(2 / 9), 1].map((value) => expect.closeTo(value, 12)),
    });
    const batch = await encodeBatch(preprocessing, data, [2]);
    expect(batch.feeds.table?.shape).toEqual([1, 4]);
    expect(batch.feeds.table?.data[0]).toBe(0);
    expect(batch.feeds.table?.data[3]).toBe(20);
    expect(data.warnings).toContain('“height” is missing in 1 row; the mean of the training rows stands in.');
  });

  it('standardises a target and gives back the values', async () => {
    const data = await openDataset(await file('a.csv', 'a,b,cost\n1,5,10\n2,1,20\n3,3,30\n'), null, { kinds: ['table'] });
    const target = { kind: 'value', node: 'y', target: 'y', loss: 'mean_squared_error', standardize: true } as const;
    const preprocessing = await fitPreprocessing([], [target], data, Uint32Array.of(0, 1, 2));
    expect(preprocessing.targets[0]?.state).toEqual({
      kind: 'value',
      column: 'cost',
      mean: 20,
      deviation: expect.closeTo(Math.sqrt(200 / 3), 12),
    });
    const batch = await encodeBatch(preprocessing, data, [2, 1]);
    expect([...(batch.targets.y?.data ?? [])]).toEqual([Math.fround(10 / Math.sqrt(200 / 3)), 0]);
  });

  it('matches classes and columns of other data by name', async () => {
    const first = await openDataset(await file('a.csv', flowers(40)), READ, null);
    const target = {
      kind: 'classes',
      node: 'y',
      target: 'class',
      classes: 2,
      loss: 'categorical_crossentropy',
      label_smoothing: 0,
    } as const;
    const preprocessing = await fitPreprocessing([PLAN], [target], first, Uint32Array.of(0, 1, 2, 3));
    const roses = await openDataset(await file('b.csv', 'colour,species,weight,height\nred,rose,5,1\nred,rose,6,2\n'), READ, null);
    const batch = await encodeBatch(preprocessing, roses, [1]);
    expect([...(batch.targets.y?.data ?? [])]).toEqual([0, 1]);
    expect(batch.feeds.table?.data[1]).toBe(-1);
    const tulips = await openDataset(await file('c.csv', 'colour,species,weight,height\nred,tulip,5,1\nred,rose,6,2\n'), READ, null);
    await expect(encodeBatch(preprocessing, tulips, [0])).rejects.toThrow('The model does not know the class tulip.');
  });

  it('refuses missing columns, no rows, too many words; says what it left out', async () => {
    await expect(openDataset(await file('a.csv', 'height,colour,species\n1,red,rose\n'), READ, null)).rejects.toMatchObject({
      message: 'There is no column “weight” in a.csv.',
      expected: 'one of height, colour, species',
    });
    await expect(openDataset(await file('b.csv', 'height,colour,weight,species\n'), READ, null)).rejects.toThrow(
      'has no rows to learn from',
    );
    const words = Array.from({ length: 200 }, (_, at) => `${at},word ${at},1,${at % 2}`).join('\n');
    await expect(openDataset(await file('c.csv', `height,colour,weight,species\n${words}\n`), READ, null)).rejects.toMatchObject({
      message: 'The column “colour” holds more than 100 different words.',
      advice: 'Leave “colour” out of the features in the data panel.',
    });
    const data = await openDataset(await file('d.csv', `${flowers(20)}1,red,only three\n2,red,x,1,\n`), READ, null);
    expect(data.warnings).toEqual([
      'Line 22 does not have 5 cells and was left out.',
      'One row without a class in “species” was left out.',
    ]);
    expect(summarize(data, { validation: 0.1, test: 0.2, seed: 1 })).toMatchObject({
      samples: { train: 14, validation: 2, test: 4 },
      classes: [
        { label: 'iris', count: 10 },
        { label: 'rose', count: 10 },
      ],
      columns: [
        { name: 'height', type: 'number', distinct: 20, missing: 0 },
        { name: 'colour', type: 'text', distinct: 2, missing: 0 },
        { name: 'note', type: 'text', distinct: 21, missing: 0 },
        { name: 'weight', type: 'number', distinct: 21, missing: 0 },
        { name: 'species', type: 'text', distinct: 2, missing: 1 },
      ],
    });
  });

  it('takes a file that is marked as UTF-16 for it, whatever the project was told of another', async () => {
    const content = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(flowers(40), 'utf16le')]);
    const data = await openDataset(await file('wide.csv', content), READ, null);
    expect(data.facts.targets.species).toEqual({ kind: 'classes', labels: ['iris', 'rose'] });
    expect(data.size).toBe(40);
    expect(data.warnings).toEqual([]);
  });

  it('says that another character is between the columns, and prints nothing that is no text', async () => {
    await expect(openDataset(await file('semi.csv', flowers(4).replaceAll(',', ';')), READ, null)).rejects.toMatchObject({
      message: 'There is no column “species” in semi.csv.',
      advice: 'It was read with “,” between columns; “;” seems to be between them. Choose the delimiter in the data panel.',
    });
    const noText = Buffer.from(Array.from({ length: 512 }, (_, at) => at % 256));
    const error: unknown = await openDataset(await file('bytes.csv', noText), READ, null).catch((e: unknown) => e);
    expect(error).toMatchObject({ message: 'There is no column “species” in bytes.csv.' });
    expect(JSON.stringify(error)).not.toMatch(/[\x7f-\x9f]|\\u00/);
  });

  it('reads rows of the user’s own', async () => {
    const data = await openDataset(await file('a.csv', flowers(40)), READ, null);
    const preprocessing = await fitPreprocessing([PLAN], [], data, Uint32Array.of(0, 1, 2, 3));
    const own = await readOwnInput({ kind: 'row', values: { height: 0.5, colour: 'red', weight: '10' } }, READ, data.facts);
    expect(own.view.content).toEqual({ kind: 'table', columns: ['height', 'colour', 'weight'], values: [0.5, 'red', '10'] });
    expect(encodeOwn(preprocessing, [own.raw], data.facts).feeds).toEqual((await encodeBatch(preprocessing, data, [1])).feeds);
    const fromFile = await readOwnInput(
      { kind: 'file', path: await file('row.csv', 'weight,height,colour\n10,0.5,red\n') },
      READ,
      data.facts,
    );
    expect(fromFile.raw).toEqual(own.raw);
    const fromJson = await readOwnInput({ kind: 'text', text: '{"weight":10,"height":0.5,"colour":"red"}' }, READ, data.facts);
    expect(fromJson.raw).toEqual(own.raw);
    await expect(readOwnInput({ kind: 'row', values: { height: 'tall' } }, READ, data.facts)).rejects.toMatchObject({
      message: '“height” is not a number.',
      received: 'tall',
    });
    await expect(readOwnInput({ kind: 'row', values: { size: 3 } }, READ, data.facts)).rejects.toThrow('none of the columns');
    await expect(readOwnInput({ kind: 'text', text: 'hello' }, READ, data.facts)).rejects.toThrow('takes another kind of input');
  });
});
