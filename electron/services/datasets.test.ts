import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataSettings, DatasetSummary } from '../../shared/dataset';
import { type TestCore, type TestWindow, temporaryFolder, testCore } from '../core.test-data';

const split = { validation: 0.2, test: 0.2, seed: 1 };
let folder = '';
let remove = async () => {};
let t: TestCore;
let w: TestWindow;
let projectId = '';
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  t = testCore(path.join(folder, 'data'));
  w = t.window('w');
  ({ projectId } = await w.call('projects.blank', {}));
});
afterEach(async () => {
  await t.core.close();
  await remove();
});

/** A picture of one grey, as PGM. */
async function pictures(name: string, count: number): Promise<void> {
  await mkdir(path.join(folder, 'pictures', name), { recursive: true });
  for (let i = 0; i < count; i++) {
    const header = Buffer.from('P5\n4 4\n255\n');
    await writeFile(path.join(folder, 'pictures', name, `${i}.pgm`), Buffer.concat([header, Buffer.alloc(16, i * 10)]));
  }
}

const inspect = (at: string) => w.call('datasets.inspect', { projectId, path: at, read: null, wants: [], split });

async function use(summary: DatasetSummary): Promise<void> {
  const { path: at, read, fingerprint, facts } = summary;
  const data: DataSettings = { path: at, read, split, fingerprint, facts };
  const patches = [{ op: 'replace' as const, path: ['data'], value: data as never }];
  await w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: { label: 'Data', patches, inverse: [] } });
}

describe('a look at data', () => {
  it('tells classes, balance and split, and changes nothing', async () => {
    await pictures('cat', 10);
    await pictures('dog', 5);
    const found = await inspect(path.join(folder, 'pictures'));
    expect(found).toMatchObject({
      read: { reader: 'image-folder' },
      facts: { samples: 15, inputs: { image: { kind: 'image' } } },
      classes: [
        { label: 'cat', count: 10 },
        { label: 'dog', count: 5 },
      ],
      samples: { train: 9, validation: 3, test: 3 },
    });
    expect((await w.call('projects.reopen', { projectId })).project.data).toBeNull();
  });

  it('sees what has changed on the disk since the last look', async () => {
    await pictures('cat', 4);
    await pictures('dog', 4);
    const before = await inspect(path.join(folder, 'pictures'));
    await pictures('dog', 6);
    const after = await inspect(path.join(folder, 'pictures'));
    expect(after.facts.samples).toBe(10);
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });

  it('says what is wrong: nothing there, an empty folder, another form', async () => {
    await expect(inspect(path.join(folder, 'none'))).rejects.toThrow('There is no file or folder');
    await mkdir(path.join(folder, 'empty'));
    await expect(inspect(path.join(folder, 'empty'))).rejects.toThrow('no data of a known form');
    await expect(inspect('resource:../../../etc')).rejects.toThrow('outside');
    await expect(inspect('relative/path')).rejects.toThrow('not been saved');
  });
});

describe('samples', () => {
  it('come by page, part and class', async () => {
    await pictures('cat', 10);
    await pictures('dog', 5);
    await use(await inspect(path.join(folder, 'pictures')));
    const page = (rest: object) => w.call('datasets.samples', { projectId, split: null, label: null, offset: 0, limit: 200, ...rest });
    expect((await page({})).total).toBe(15);
    expect((await page({ label: 'dog' })).total).toBe(5);
    expect((await page({ split: 'train' })).total).toBe(9);
    const tests = await page({ split: 'test' });
    expect(tests.samples.map((s) => s.split)).toEqual(['test', 'test', 'test']);
    const all = (await page({})).samples.map((s) => s.index);
    const paged = [...(await page({ limit: 7 })).samples, ...(await page({ offset: 7, limit: 200 })).samples].map((s) => s.index);
    expect(paged).toEqual(all);
    const content = (await page({ limit: 1 })).samples[0]?.content;
    expect(content).toMatchObject({ kind: 'image', width: 4, height: 4 });
  });

  it('need data, and say when it has gone', async () => {
    const page = () => w.call('datasets.samples', { projectId, split: null, label: null, offset: 0, limit: 5 });
    await expect(page()).rejects.toThrow('no data yet');
    await pictures('cat', 4);
    await pictures('dog', 4);
    await use(await inspect(path.join(folder, 'pictures')));
    await rm(path.join(folder, 'pictures'), { recursive: true });
    await expect(page()).rejects.toThrow();
  });
});
