import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ReaderSettings } from '../../../../shared/dataset';
import { recordsReader } from '../records';

const made: string[] = [];
afterAll(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

async function open(
  text: string,
  columns: Extract<ReaderSettings, { reader: 'records' }>['columns'],
  bad_rows: 'skip' | 'refuse' = 'skip',
) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'history-'));
  made.push(folder);
  const file = path.join(folder, 'rows.csv');
  await writeFile(file, text);
  const read = { reader: 'records', format: 'delimited', delimiter: ',', header: true, encoding: 'utf-8', columns, bad_rows } as const;
  return recordsReader.open(file, read);
}

it('reads all ids of a history but the last, and asks for the one behind each', async () => {
  const data = await open('seen\n3 1 4 1 5\n9 2\n7\n6 0 2\n', [{ name: 'seen', as: 'history' }]);
  expect(data.size).toBe(2);
  expect(data.warnings.join(' ')).toBe(
    'Line 4 has fewer than two ids in “seen” and was left out. Line 5 has the padding id 0 in “seen” and was left out.',
  );
  expect(data.facts.inputs.seen).toEqual({ kind: 'ids', vocabulary: 10, length: null });
  expect(data.facts.targets['next of seen']).toEqual({ kind: 'items', vocabulary: 10, history: 'seen' });
  expect(await data.part(0, 'seen')).toEqual({ kind: 'ids', ids: Int32Array.of(3, 1, 4, 1) });
  expect(await data.part(0, 'next of seen')).toEqual({ kind: 'ids', ids: Int32Array.of(1, 4, 1, 5) });
  expect([...(data.targets['next of seen'] ?? [])]).toEqual([5, 2]);
  expect((await data.view(1, null)).label).toBe(2);
  await data.close();
});

it('an item to predict is a whole number from 1 on', async () => {
  const data = await open('user,film\n1,12\n2,0\n3,x\n4,7\n', [
    { name: 'user', as: 'ids' },
    { name: 'film', as: 'item' },
  ]);
  expect(data.facts.targets.film).toEqual({ kind: 'items', vocabulary: 13, history: null });
  expect([...(data.targets.film ?? [])]).toEqual([12, 7]);
  await data.close();
});

it('several columns of numbers to predict are one target more, which shows no label of its own', async () => {
  const data = await open('a,x,y,values\n1,2,3,4\n5,6,7,8\n', [
    { name: 'a', as: 'number' },
    { name: 'x', as: 'value' },
    { name: 'y', as: 'value' },
    { name: 'values', as: 'number' },
  ]);
  // A column has the name already.
  expect(data.facts.targets['values (2)']).toEqual({ kind: 'values', columns: ['x', 'y'] });
  expect((await data.view(0, null)).labels).toEqual({ x: 2, y: 3 });
  await data.close();
});

it('columns of 1 and 0 are one target of several labels', async () => {
  const data = await open('a,wide,tall,cold\n1,1,0,\n2,0,1,yes\n3,no,0,0\n4,maybe,0,0\n', [
    { name: 'a', as: 'number' },
    { name: 'wide', as: 'flag' },
    { name: 'tall', as: 'flag' },
    { name: 'cold', as: 'flag' },
  ]);
  expect(data.facts.targets).toEqual({ labels: { kind: 'labels', labels: ['wide', 'tall', 'cold'] } });
  expect(data.warnings).toEqual(['Line 5 has neither 1 nor 0 in “wide” and was left out.']);
  expect(await Promise.all([0, 1, 2].map((row) => data.part(row, 'labels')))).toEqual(
    [[0], [1, 2], []].map((ids) => ({ kind: 'ids', ids: Int32Array.from(ids) })),
  );
  expect((await data.view(1, null)).label).toBe('tall, cold');
  await data.close();
});
