import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Project } from '../shared/project/schema';
import { type CliFolder, cliFolder, expectRefusal, project } from './cli/cli-folder.test-data';
import { bindingPath } from './runtime/binding-path';
import { tableText } from './worker/run-folder.test-data';

// What people bring that is not as it should be: one clear message, nothing lost, no stack.

let place: CliFolder;
let folder = '';
const cli = (...args: string[]) => place.cli(...args);
const write = (name: string, content: unknown) => place.write(name, content);

/** Picture → Flatten → Classification, on the JavaScript engine. */
const pictures: Project = {
  ...project,
  name: 'Shades',
  graph: {
    nodes: {
      image: { kind: 'ImageInput', title: null, params: { size: [8, 8] } },
      flatten: { kind: 'Flatten', title: null, params: {} },
      shade: { kind: 'Classification', title: null, params: {} },
    },
    wires: [
      { from: { node: 'image', port: 'image' }, to: { node: 'flatten', port: 'input' } },
      { from: { node: 'flatten', port: 'output' }, to: { node: 'shade', port: 'input' } },
    ],
  },
  data: {
    path: 'shades',
    read: { reader: 'image-folder' },
    split: { validation: 0.2, test: 0.2, seed: 1 },
    fingerprint: null,
    facts: null,
  },
};

async function picture(name: string, level: number, format: 'png' | 'jpeg' | 'gif' | 'webp' = 'png'): Promise<Buffer> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r: level, g: level, b: level } } })
    .toFormat(format)
    .toBuffer();
  await writeFile(file, bytes);
  return bytes;
}

/** 24 bits a pixel, rows from the bottom. */
function bmp(level: number): Buffer {
  const bytes = Buffer.alloc(54 + 8 * 8 * 3, level);
  bytes.fill(0, 0, 54).write('BM', 0, 'latin1');
  for (const [at, value] of [
    [2, bytes.length],
    [10, 54],
    [14, 40],
    [18, 8],
    [22, 8],
  ] as const)
    bytes.writeUInt32LE(value, at);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  return bytes;
}

const pgm = (level: number) => Buffer.concat([Buffer.from('P5 8 8 255\n'), Buffer.alloc(64, level)]);

beforeAll(async () => {
  place = await cliFolder();
  ({ folder } = place);
  for (const [label, base] of [
    ['dark', 10],
    ['hell – bright', 200],
  ] as const) {
    const dir = path.join('shades', label);
    for (const [at, format] of (['png', 'jpeg', 'gif', 'webp'] as const).entries())
      for (const i of [0, 1]) await picture(path.join(dir, `${i}.${format}`), base + 4 * at + i, format);
    await write(path.join(dir, 'x.bmp'), '');
    await writeFile(path.join(folder, dir, 'x.bmp'), bmp(base));
    await writeFile(path.join(folder, dir, 'x.pgm'), pgm(base));
  }
  await write('pictures.json', pictures);
}, 120_000);
afterAll(() => place.remove());

describe('pictures', () => {
  it('of all six formats train; a cut one, one that is none, one of 400 megapixels and an empty class are left out and named', async () => {
    const shades = path.join(folder, 'shades');
    const whole = await readFile(path.join(shades, 'dark', '0.png'));
    await writeFile(path.join(shades, 'dark', 'cut.png'), whole.subarray(0, whole.length / 2));
    await writeFile(path.join(shades, 'dark', 'words.png'), 'hello');
    // Only the header is there: nobody reads further.
    const huge = Buffer.from(whole);
    huge.writeUInt32BE(20_000, 16);
    huge.writeUInt32BE(20_000, 20);
    await writeFile(path.join(shades, 'dark', 'huge.png'), huge);
    await mkdir(path.join(shades, 'nothing'));
    const { status, lines, err } = await cli('train', 'pictures.json', '--out', 'shades run', '--json');
    expect(status, err).toBe(0);
    expect(lines[0]).toMatchObject({ train_samples: 12, validation_samples: 4, test_samples: 4 });
    expect(err).toContain('dark/cut.png');
    expect(err).toContain('dark/words.png');
    expect(err).toMatch(/64 megapixels.*dark\/huge\.png/);
    expect(err).toContain('“nothing” holds no pictures');
    const evaluated = await cli('evaluate', 'shades run', '--data', 'shades', '--json');
    expect(evaluated.lines[0]).toMatchObject({ samples: 20, classes: ['dark', 'hell – bright'] });

    const asked = ['0.png', 'cut.png', 'words.png', 'huge.png', 'none.png'].map((name) => path.join('shades', 'dark', name));
    const told = await cli('predict', 'shades run', ...asked, '--json');
    expect(told.status).toBe(1);
    expect(told.lines.map((line) => line.input)).toEqual([asked[0]]);
    expect(told.err.trim().split('\n')).toHaveLength(4);
    expect(told.err).not.toMatch(/\n\s+at /);
  });

  it('of one class, in no class folder, or none at all are refused before a run is made', async () => {
    await picture('single/only/a.png', 1);
    await picture('single/only/b.png', 2);
    await picture('loose/a.png', 1);
    await mkdir(path.join(folder, 'hollow', 'a'), { recursive: true });
    for (const [data, words] of [
      ['single', 'only one class, “only”'],
      ['loose', 'into a folder of its name'],
      ['hollow', 'holds no pictures'],
    ] as const)
      expectRefusal(await cli('train', 'pictures.json', '--out', 'never', '--data', data, '--json'), words);
    expect(await readdir(folder)).not.toContain('never');
  });
});

describe('tables', () => {
  it('with ragged rows train without them, and say which', async () => {
    await write('ragged.csv', `${tableText()}1,2\n1,2,3,red,5\n`);
    const { status, err } = await cli('train', 'p.attention.json', '--out', 'ragged', '--data', 'ragged.csv', '--json');
    expect(status).toBe(0);
    expect(err).toContain('2 rows (lines 122, 123) do not have 4 cells and were left out');
  });

  it('in UTF-16 train as the same table in UTF-8 does', async () => {
    await writeFile(path.join(folder, 'wide.csv'), Buffer.from(`\ufeff${tableText()}`, 'utf16le'));
    const [wide, plain] = [
      await cli('train', 'p.attention.json', '--out', 'wide', '--data', 'wide.csv', '--json'),
      await cli('train', 'p.attention.json', '--out', 'plain', '--json'),
    ];
    expect(wide.status).toBe(0);
    expect(wide.lines.at(-1)?.metrics).toEqual(plain.lines.at(-1)?.metrics);
  });

  it.each([
    ['one class', tableText().replaceAll(/red|green/g, 'blue'), 'only one class, “blue”'],
    ['no rows', 'a,b,c,colour\n', 'no rows'],
    ['nothing', '', 'no rows'],
    ['a missing column', 'a,b,colour\n1,2,red\n3,4,blue\n', 'no column “c”'],
    ['another delimiter', tableText().replaceAll(',', ';'), '“;” seems to be between them'],
  ])('with %s are refused in one message before a run is made', async (_name, text, words) => {
    await write('broken.csv', text);
    const end = await cli('train', 'p.attention.json', '--out', 'never', '--data', 'broken.csv', '--json');
    expectRefusal(end, words);
    expect(end.err.trim().split('\n')).toHaveLength(1);
    expect(await readdir(folder)).not.toContain('never');
  });
});

describe('a graph too large for memory', () => {
  it('is refused before it is built, with the figure', async () => {
    const huge = { kind: 'Dense', title: null, params: { units: 60_000 } };
    await write('huge.json', { ...project, graph: { ...project.graph, nodes: { ...project.graph.nodes, dense: huge, dropout: huge } } });
    const began = Date.now();
    expectRefusal(await cli('train', 'huge.json', '--out', 'never', '--json'), /\d GB of memory/);
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});

describe('a run that fails', () => {
  it('says why once', async () => {
    const far = { kind: 'Rescaling', title: null, params: { scale: 1e38 } };
    await write('wild.json', { ...project, graph: { ...project.graph, nodes: { ...project.graph.nodes, dense: far, dropout: far } } });
    const { err, lines } = await cli('train', 'wild.json', '--out', 'wild', '--json');
    const reason = String(lines.at(-1)?.reason);
    expect(err.split(reason)).toHaveLength(2);
  });
});

describe('a place that cannot be written', () => {
  // Not even root makes files in /sys.
  it.runIf(process.platform === 'linux')('is said by every command that writes', async () => {
    await cli('train', 'p.attention.json', '--out', 'done', '--epochs', '1', '--json');
    for (const args of [
      ['new', 'digits', '/sys/x.attention.json'],
      ['train', 'p.attention.json', '--out', '/sys/run'],
      ['export', 'done', '--format', 'tfjs', '--out', '/sys/out'],
      ...(bindingPath() ? [['export', 'done', '--format', 'savedmodel', '--out', '/sys/out']] : []),
    ])
      expectRefusal(await cli(...args, '--json'), /permission|cannot be written|could not be written/);
    expectRefusal(await cli('new', 'digits', 'no such folder/x.json'), /the folder .*no such folder is not there/);
  });
});

/** A disk of 120 kB, where the system lends one to whoever runs the tests. */
function smallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120k', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  it('ends the run in words, keeps what was there, and resume finishes it when there is room', async (test) => {
    const at = path.join(folder, 'disk');
    await mkdir(at);
    if (process.platform !== 'linux' || !smallDisk(at)) return test.skip('no small disk can be mounted here');
    try {
      await writeFile(path.join(at, 'filling'), Buffer.alloc(92 * 1024));
      const cut = await cli('train', 'p.attention.json', '--out', 'disk/run', '--epochs', '400', '--json');
      expect(cut.status).toBe(1);
      expect(cut.err).toContain('the disk is full');
      expect(cut.err).not.toMatch(/\n\s+at /);
      execFileSync('mount', ['-o', 'remount,size=8m', at]);
      const { status, lines } = await cli('resume', 'disk/run', '--json');
      expect(status).toBe(0);
      expect(lines.at(-1)).toMatchObject({ type: 'done' });
      expect(await readFile(path.join(at, 'filling'))).toHaveLength(92 * 1024);
    } finally {
      execFileSync('umount', [at]);
    }
  });
});
