import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LibraryEntry } from '../../../shared/library';
import { BlockLibrary } from './block-library';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'library-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const block = (title: string): LibraryEntry['block'] => ({
  title,
  doc: '',
  graph: { nodes: { dense: { kind: 'Dense', title: null, params: { units: 3 } } }, wires: [] },
  layout: { dense: { x: 0, y: 0 } },
  params: {},
});

it('keeps blocks for the next start, by title, and forgets them when asked', async () => {
  const library = new BlockLibrary(folder);
  expect(await library.list()).toEqual([]);
  await library.save({ id: 'zebra', block: block('Zebra'), blocks: {} });
  await library.save({ id: 'ape', block: block('Ape'), blocks: { inner: block('Inner') } });
  await library.save({ id: 'zebra', block: block('Big zebra'), blocks: {} });
  const again = await new BlockLibrary(folder).list();
  expect(again.map((entry) => entry.block.title)).toEqual(['Ape', 'Big zebra']);
  expect(again[0]?.blocks.inner?.title).toBe('Inner');
  await library.remove('ape');
  expect((await library.list()).map(({ id }) => id)).toEqual(['zebra']);
});

it('leaves out what it cannot read, and leaves it there', async () => {
  const library = new BlockLibrary(folder);
  await library.save({ id: 'good', block: block('Good'), blocks: {} });
  await mkdir(path.join(folder, 'blocks'), { recursive: true });
  await writeFile(path.join(folder, 'blocks', 'bad.block.json'), '{"format": "something else"}');
  await writeFile(path.join(folder, 'blocks', 'cut.block.json'), '{"format": "attention-stu');
  expect((await library.list()).map(({ id }) => id)).toEqual(['good']);
});
