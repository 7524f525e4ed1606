import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataset } from '../../open-dataset';
import type { SettingsOf } from '../../reader';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'boxes-ä-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

/** Pictures of 40 × 20 pixels, and a list of them with what is said of their boxes. */
async function list(...cells: readonly string[]): Promise<string> {
  for (const at of cells.keys()) {
    const picture = sharp({ create: { width: 40, height: 20, channels: 3, background: { r: 9, g: 90, b: at } } });
    await put(`shots/${at}.png`, await picture.png().toBuffer());
  }
  const rows = cells.map((cell, at) => `shots/${at}.png,"${cell.replaceAll('"', '""')}"`);
  return put('list.csv', `shot,what\n${rows.join('\n')}\n`);
}

const READ: SettingsOf<'records'> = {
  reader: 'records',
  format: 'delimited',
  delimiter: ',',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'shot', as: 'image' },
    { name: 'what', as: 'boxes' },
  ],
  bad_rows: 'skip',
};

const CAT = '{"label":"cat","box":[10,5,20,10]}';

describe('a column of boxes', () => {
  it('is known by its form, and read', async () => {
    const path = await list(`[${CAT}, {"label": "dog", "box": [0, 0, 4.5, 4]}]`, '[]', `[${CAT}]`);
    const data = await openDataset(path, null, { kinds: ['image'] });
    expect(data.read).toEqual({ ...READ });
    expect(data.warnings).toEqual([]);
    expect(data.facts.targets).toEqual({ what: { kind: 'boxes', labels: ['cat', 'dog'], most: 2, boxes: 3, picture: 'shot' } });
    expect(await data.part(0, 'what')).toEqual({
      kind: 'boxes',
      picture: { width: 40, height: 20 },
      boxes: [
        { class: 0, box: [10, 5, 20, 10] },
        { class: 1, box: [0, 0, 4.5, 4] },
      ],
    });
    expect(await data.view(2, null)).toMatchObject({ label: 'cat', boxes: [{ label: 'cat', box: [0.25, 0.25, 0.5, 0.5] }] });
    expect(await data.view(1, null)).toMatchObject({ label: 'nothing', boxes: [] });
    await data.close();
  });

  it('is read out of JSON lines', async () => {
    await list('[]', '[]');
    const rows = [
      { shot: 'shots/0.png', what: [JSON.parse(CAT)] },
      { shot: 'shots/1.png', what: [] },
    ];
    const path = await put('list.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
    const data = await openDataset(path, null, { kinds: ['image'] });
    expect(data.facts.targets.what).toMatchObject({ kind: 'boxes', labels: ['cat'], boxes: 1 });
    await data.close();
  });

  it('names the lines whose boxes are none, and knows no label of theirs', async () => {
    const path = await list(
      `[${CAT}]`,
      '[{"label":"owl","box":[30,5,20,10]}]',
      '[{"label":"owl","box":[3,5,0,10]}]',
      '[{"box":[3,5,2,10]}]',
      '[{"label":"owl","box":[3,5,2]}]',
      'a cat',
      '',
      // Rounded by whoever wrote it: cut off at the border.
      '[{"label":"cat","box":[-0.4,0,40.8,20]}]',
    );
    const data = await openDataset(path, READ, null);
    expect(data.warnings).toEqual([
      'Line 4 has a box of no area in “what” and was left out.',
      'Line 5 has a box without a label in “what” and was left out.',
      'Line 6 has a box of other than four numbers (x, y, width, height) in “what” and was left out.',
      'Line 7 has something else than a JSON list of boxes in “what” and was left out.',
      'Line 8 has no list of boxes in “what” and was left out.',
      'Line 3 has a box that leaves its picture in “what” and was left out.',
    ]);
    expect(data.facts).toMatchObject({ samples: 2, targets: { what: { labels: ['cat'], boxes: 2 } } });
    expect(await data.part(1, 'what')).toMatchObject({ boxes: [{ box: [0, 0, 40, 20] }] });
    await data.close();
    await expect(openDataset(path, { ...READ, bad_rows: 'refuse' }, null)).rejects.toThrow(
      'Line 3 of list.csv has a box that leaves its picture in “what”.',
    );
  });

  it('needs a column of pictures, and boxes', async () => {
    const path = await list('[]');
    await expect(openDataset(path, READ, null)).rejects.toThrow('“what” holds no boxes at all.');
    const columns = [
      { name: 'shot', as: 'text' as const },
      { name: 'what', as: 'boxes' as const },
    ];
    await expect(openDataset(path, { ...READ, columns }, null)).rejects.toThrow('no column holds the pictures');
  });
});
