import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWordVectors, vectorFacts } from './word-vectors';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vectors-'));
  file = path.join(folder, 'glove.txt');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const WANTED = new Map([
  ['the', 2],
  ['cat', 3],
  ['at name', 4],
  ['süß', 5],
  ['none', 6],
]);

async function read(width: number): Promise<{ found: number; rows: Record<number, number[]> }> {
  const rows: Record<number, number[]> = {};
  const found = await readWordVectors(file, WANTED, width, (row, vector) => {
    rows[row] = [...vector];
  });
  return { found, rows };
}

describe('word vectors', () => {
  it('are read in GloVe’s format: words with spaces, other separators of Unicode, Windows’ line ends', async () => {
    await writeFile(file, 'the 1 2.5 -3e-1\r\na\u2028b 7 7 7\nat name 4 5 6\nsüß 0 0 1\nthe 9 9 9\n. . . 1 2 3\n1 8 8 8\ncat 0.5 0.25 0');
    expect(await vectorFacts(file)).toEqual({ width: 3 });
    const { found, rows } = await read(3);
    expect(found).toBe(4);
    expect(rows[2]?.map((x) => Math.round(x * 10) / 10)).toEqual([1, 2.5, -0.3]);
    expect([rows[3], rows[4], rows[5], rows[6]]).toEqual([[0.5, 0.25, 0], [4, 5, 6], [0, 0, 1], undefined]);
  });

  it('are read in word2vec’s text format, with its first line', async () => {
    await writeFile(file, '2 3\nthe 1 2 3\ncat 4 5 6 \n');
    expect(await vectorFacts(file)).toEqual({ width: 3 });
    expect(await read(3)).toEqual({ found: 2, rows: { 2: [1, 2, 3], 3: [4, 5, 6] } });
    await expect(read(4)).rejects.toThrow('line 1 of');
  });

  it.each([
    ['too few numbers', 'the 1 2 3\ncat 1 2\n'],
    ['too many numbers', 'the 1 2 3\ncat 1 2 3 4\n'],
    ['something that is no number', 'the 1 2 3\ncat 1 x 3\n'],
  ])('name the line that has %s', async (_what, content) => {
    await writeFile(file, content);
    await expect(read(3)).rejects.toThrow('line 2 of');
  });

  it('come from a file that is one, and is there', async () => {
    await expect(vectorFacts(file)).rejects.toThrow('is not there');
    await writeFile(file, 'name,age\nA,3\n');
    await expect(vectorFacts(file)).rejects.toThrow('line 1 of');
    await writeFile(file, '');
    await expect(vectorFacts(file)).rejects.toThrow('line 1 of');
  });

  it('are never held whole', async () => {
    const row = ` ${Array.from({ length: 50 }, (_, i) => (i / 7).toFixed(6)).join(' ')}\n`;
    await writeFile(file, Array.from({ length: 40_000 }, (_, i) => `w${i}${row}`).join(''));
    const before = process.memoryUsage().heapUsed;
    let most = 0;
    const found = await readWordVectors(
      file,
      new Map([
        ['w39999', 0],
        ['w7', 1],
      ]),
      50,
      () => {
        most = Math.max(most, process.memoryUsage().heapUsed - before);
      },
    );
    expect(found).toBe(2);
    // The file has 18 MB.
    expect(most).toBeLessThan(120e6);
  });
});
