import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitPreprocessing } from '../fit-preprocessing';
import { openDataset } from '../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'texts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const textAt = async (path: string, index: number) => {
  const data = await openDataset(path, null, { kinds: ['text'] });
  try {
    const sample = await data.part(index, 'text');
    return sample.kind === 'text' ? sample.text : null;
  } finally {
    await data.close();
  }
};

const ROWS = ['the film was good', 'a bad film indeed', 'very good', 'not good at all'].map(
  (text, at) => [text, at % 2 ? 'no' : 'yes'] as const,
);

describe('text with labels', () => {
  it('finds delimiter, header and columns', async () => {
    const csv = await openDataset(
      await file('a.csv', `id,review,label\n${ROWS.map(([text, label], at) => `${at},"${text}, really",${label}`).join('\n')}`),
      null,
      { kinds: ['text'] },
    );
    expect(csv.read).toEqual({
      reader: 'text',
      format: 'delimited',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      text: 'review',
      label: 'label',
    });
    expect(csv.facts).toEqual({
      samples: 4,
      inputs: { text: { kind: 'text' } },
      targets: { label: { kind: 'classes', labels: ['no', 'yes'] } },
    });
    expect([...(csv.targets.label ?? [])]).toEqual([1, 0, 1, 0]);
    expect(await csv.part(0, 'text')).toEqual({ kind: 'text', text: 'the film was good, really' });
    expect(await csv.view(1, 'train')).toEqual({
      index: 1,
      split: 'train',
      label: 'no',
      content: { kind: 'text', text: 'a bad film indeed, really' },
    });
    const tsv = await openDataset(await file('b.txt', ROWS.map((row) => row.join('\t')).join('\r\n')), null, null);
    expect(tsv.read).toMatchObject({ delimiter: '\t', header: false, text: '1', label: '2' });
    const semicolons = await openDataset(await file('c.csv', `text;class\n${ROWS.map((row) => row.join(';')).join('\n')}\n`), null, {
      kinds: ['text'],
    });
    expect(semicolons.read).toMatchObject({ delimiter: ';', header: true, text: 'text', label: 'class' });
    const lines = await openDataset(await file('d.jsonl', ROWS.map(([text, stars]) => JSON.stringify({ stars, text })).join('\n')), null, {
      kinds: ['text'],
    });
    expect(lines.read).toMatchObject({ format: 'jsonl', text: 'text', label: 'stars' });
    expect(lines.facts.targets.stars).toEqual({ kind: 'classes', labels: ['no', 'yes'] });
  });

  it('reads quotes, line ends within them, and quotes that are none', async () => {
    const path = await file(
      'a.csv',
      'text,label\n"two\nlines, and ""quotes"" here",a\n5" disks are old,b\n"never closed here,a\nlast of the rows,b\n',
    );
    const data = await openDataset(path, null, { kinds: ['text'] });
    expect(await data.part(0, 'text')).toEqual({ kind: 'text', text: 'two\nlines, and "quotes" here' });
    expect(await data.part(1, 'text')).toEqual({ kind: 'text', text: '5" disks are old' });
    expect(await data.part(2, 'text')).toEqual({ kind: 'text', text: '"never closed here' });
    expect(data.size).toBe(4);
    expect(data.origins).toEqual({ kind: 'lines', lines: Float64Array.of(2, 4, 5, 6) });
  });

  it('detects encodings', async () => {
    const content = `text\tlabel\n${Array.from({ length: 30 }, (_, at) => `Tâche n° ${at} déjà vu, très naïf à Noël\t${at % 2}`).join('\n')}`;
    for (const [encoding, addBOM, found] of [
      ['utf-8', false, 'utf-8'],
      ['utf-8', true, 'utf-8'],
      ['utf-16le', true, 'utf-16le'],
      ['utf-16le', false, 'utf-16le'],
      ['utf-16be', true, 'utf-16be'],
      ['windows-1252', false, 'windows-1252'],
    ] as const) {
      const path = await file(`${encoding}-${addBOM}.tsv`, iconv.encode(content, encoding, { addBOM }));
      const data = await openDataset(path, null, { kinds: ['text'] });
      expect(data.read).toMatchObject({ encoding: found, text: 'text', label: 'label' });
      expect(await textAt(path, 3)).toBe('Tâche n° 3 déjà vu, très naïf à Noël');
    }
  });

  it('says where bytes are not of the encoding', async () => {
    const path = await file(
      'a.tsv',
      Buffer.concat([Buffer.from('good enough text\ta\nbad '), Buffer.from([0xe9, 0x20]), Buffer.from('text here\tb\n')]),
    );
    const read = { reader: 'text', format: 'delimited', delimiter: '\t', header: false, encoding: 'utf-8', text: '1', label: '2' } as const;
    const { warnings } = await openDataset(path, read, null);
    expect(warnings[0]).toContain('One row holds bytes that are not utf-8 (line 2, from byte 19)');
    await expect(openDataset(path, { ...read, encoding: 'klingon' }, null)).rejects.toThrow('The encoding “klingon” is not known.');
  });

  it('counts and names ragged rows, broken JSON, and rows without a label', async () => {
    const ragged = await openDataset(
      await file('a.csv', 'text,label\nfirst good row,a\nno label here\nsecond good row,b\none, too, many\nunlabelled row,\n'),
      null,
      { kinds: ['text'] },
    );
    expect(ragged.size).toBe(2);
    expect(ragged.warnings).toEqual([
      '2 rows (lines 3, 5) do not have 2 cells and were left out.',
      'One row without a text or a label was left out.',
    ]);
    const json = await openDataset(
      await file('b.jsonl', '{"text":"a good one","label":1}\n{"text":\n{"text":"a bad one","label":0}\n[1]\n'),
      null,
      { kinds: ['text'] },
    );
    expect(json.size).toBe(2);
    expect(json.warnings).toEqual(['2 rows (lines 2, 4) are not a JSON object and were left out.']);
  });

  it('refuses a missing column, a file without rows, one that is no text, one that is not there', async () => {
    const path = await file('a.csv', 'text,label\nsome words here,a\nmore words here,b\n');
    const read = {
      reader: 'text',
      format: 'delimited',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      text: 'text',
      label: 'mood',
    } as const;
    await expect(openDataset(path, read, null)).rejects.toMatchObject({
      message: 'There is no column “mood” in a.csv.',
      expected: 'one of text, label',
    });
    await expect(openDataset(await file('b.csv', ''), null, { kinds: ['text'] })).rejects.toThrow('has no rows');
    await expect(openDataset(await file('c.csv', 'text,label\n'), { ...read, label: 'label' }, { kinds: ['text'] })).rejects.toThrow(
      'has no rows to learn from',
    );
    await expect(openDataset(await file('d.csv', Buffer.from([1, 0, 2, 0, 0, 0, 7, 10, 0, 3])), null, { kinds: ['text'] })).rejects.toThrow(
      'is not a text file',
    );
    await expect(openDataset(join(folder, 'none.csv'), null, { kinds: ['text'] })).rejects.toThrow('There is no file or folder');
  });

  it('refuses to train on one class', async () => {
    const data = await openDataset(await file('a.csv', 'text,label\nsome words here,a\nmore words here,a\n'), null, { kinds: ['text'] });
    expect(data.warnings).toEqual(['There is only one class, “a”: nothing to tell apart.']);
    const target = {
      kind: 'classes',
      node: 'y',
      target: 'class',
      classes: 1,
      loss: 'categorical_crossentropy',
      label_smoothing: 0,
    } as const;
    await expect(fitPreprocessing([], [target], data, Uint32Array.of(0))).rejects.toThrow('only one class');
  });

  it('calls labels by the names it is given', async () => {
    const path = await file('a.tsv', 'so good a film\t1\nso bad a film\t0\n');
    const read = { reader: 'text', format: 'delimited', delimiter: '\t', header: false, encoding: 'utf-8', text: '1', label: '2' } as const;
    const data = await openDataset(path, { ...read, names: { 0: 'negative', 1: 'positive' } }, null);
    expect(data.facts.targets['2']).toEqual({ kind: 'classes', labels: ['negative', 'positive'] });
    expect([...(data.targets['2'] ?? [])]).toEqual([1, 0]);
  });

  it('refuses a line of a gigabyte with the byte where it starts, holding little of it', async () => {
    const path = join(folder, 'long.csv');
    const handle = await open(path, 'w');
    await handle.write('text,label\nfirst line of text,a\n');
    await handle.truncate(2 ** 30);
    await handle.close();
    const before = process.memoryUsage().rss;
    const read = {
      reader: 'text',
      format: 'delimited',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      text: 'text',
      label: 'label',
    } as const;
    await expect(openDataset(path, read, null)).rejects.toMatchObject({
      message: `Line 3 of ${path} is too long.`,
      received: 'no line end within 16 MB from byte 32',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });

  it('reads a file larger than it holds from the disk', async () => {
    const path = join(folder, 'large.tsv');
    const handle = await open(path, 'w');
    const block = Array.from({ length: 1000 }, (_, at) => `${'word '.repeat(14)}${at}\t${at % 3}`).join('\n');
    for (let at = 0; at < 1000; at++) await handle.write(`${block}\n`);
    await handle.close();
    const data = await openDataset(path, null, { kinds: ['text'] });
    expect(data.size).toBe(1_000_000);
    expect(await data.part(765_432, 'text')).toEqual({ kind: 'text', text: `${'word '.repeat(14)}432` });
    await data.close();
  }, 60_000);
});
