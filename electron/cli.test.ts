import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeProject } from '../shared/project/write-project';
import { type CliFolder, cliFolder, expectRefusal, project } from './cli/cli-folder.test-data';

// The contract of the command line, tried from outside on the built program.

let place: CliFolder;
let folder = '';
const cli = (...args: string[]) => place.cli(...args);
const write = (name: string, content: unknown) => place.write(name, content);
beforeAll(async () => {
  place = await cliFolder();
  ({ folder } = place);
}, 120_000);
afterAll(() => place.remove());

describe('usage', () => {
  it.each([
    [[]],
    [['nonsense']],
    [['train', 'p.attention.json']],
    [['check']],
    [['train', 'x', '--out', 'y', '--engine', 'abacus']],
    [['train', 'x', '--out', 'y', '--epochs', '-3']],
    [['serve', '--port', 'eighty']],
    [['doctor', '--nonsense']],
  ])('%j is wrong: exit 2, said on standard error', async (args) => {
    const { status, out, err } = await cli(...args);
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });

  it('--help and --version are right', async () => {
    expect(await cli('--help')).toMatchObject({ status: 0 });
    const { status, out } = await cli('--version');
    expect(status).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('doctor', () => {
  it('says which engines work and which is chosen', async () => {
    const { status, lines } = await cli('doctor', '--json');
    expect(status).toBe(0);
    expect(lines).toHaveLength(1);
    const [said] = lines as unknown as [
      { engines: { name: string; available: boolean; reason: string | null }[]; chosen: string; fixes: string[] },
    ];
    expect(said.engines.map((e) => e.name)).toEqual(['tensorflow', 'webgpu', 'cpu']);
    expect(said.engines.find((e) => e.name === 'cpu')).toMatchObject({ available: true, reason: null });
    for (const engine of said.engines) expect(engine.available).toBe(engine.reason === null);
    expect(said.engines.find((e) => e.name === said.chosen)?.available).toBe(true);
    expect(said.fixes).toEqual(expect.any(Array));
  });
});

describe('templates and new', () => {
  it('list, and make a project that checks', async () => {
    const { status, lines } = await cli('templates', '--json');
    expect(status).toBe(0);
    for (const line of lines) {
      expect(line).toEqual({ id: expect.any(String), title: expect.any(String), task: expect.any(String), modality: expect.any(Array) });
      const file = `new-${String(line.id)}.attention.json`;
      expect((await cli('new', String(line.id), file, '--json')).lines).toEqual([{ file: path.join(folder, file) }]);
      const checked = await cli('check', file, '--json');
      expect(checked).toMatchObject({ status: 0, lines: [{ problems: [] }] });
    }
    expect(lines.map((l) => l.id)).toEqual(expect.arrayContaining(['digits', 'sentiment', 'table']));
  });

  it('never write over a file, and refuse unknown ids', async () => {
    expectRefusal(await cli('new', 'digits', 'p.attention.json'), 'there already');
    expectRefusal(await cli('new', 'nonsense', 'x.attention.json'), 'no template');
  });
});

describe('check', () => {
  it('gives shapes, parameters and no problems', async () => {
    const { status, lines } = await cli('check', 'p.attention.json', '--json');
    expect(status).toBe(0);
    expect(lines).toEqual([
      {
        nodes: [
          { id: 'table', kind: 'TableInput', outputs: [[null, 3]], parameters: 0 },
          { id: 'dense', kind: 'Dense', outputs: [[null, 8]], parameters: 32 },
          { id: 'dropout', kind: 'Dropout', outputs: [[null, 8]], parameters: 0 },
          { id: 'colour', kind: 'Classification', outputs: [[null, 3]], parameters: 27 },
        ],
        problems: [],
        parameters: 59,
      },
    ]);
  });

  it.each([
    [
      'a cycle',
      { wires: [...project.graph.wires, { from: { node: 'dropout', port: 'output' }, to: { node: 'dense', port: 'input' } }] },
      /own output|one wire/,
    ],
    [
      'a dangling wire',
      { wires: [...project.graph.wires, { from: { node: 'ghost', port: 'output' }, to: { node: 'dense', port: 'input' } }] },
      /ghost/,
    ],
    ['an unknown node type', { nodes: { ...project.graph.nodes, extra: { kind: 'Hologram', title: null, params: {} } } }, /Hologram/],
    ['no output', { nodes: {}, wires: [] }, /no output/],
  ])('%s is a problem with a node, a message and exit 1', async (_name, change, words) => {
    await write('problem.json', { ...project, graph: { ...project.graph, ...change } });
    const { status, lines } = await cli('check', 'problem.json', '--json');
    expect(status).toBe(1);
    const [said] = lines as unknown as [{ problems: Record<string, unknown>[] }];
    expect(said.problems.map((p) => p.message).join('\n')).toMatch(words);
    for (const p of said.problems) expect(Object.keys(p).sort()).toEqual(['expected', 'fix', 'message', 'node', 'received', 'severity']);
  });

  it.each([
    ['not JSON', 'PK', 'not valid JSON'],
    ['another JSON', '{"a":1}', 'not a project'],
    ['__proto__', writeProject(project).replace('"Dropout"', '"Dropout", "__proto__": {}'), '__proto__'],
    [
      '100,000 nodes',
      JSON.stringify({
        ...project,
        graph: { nodes: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`n${i}`, {}])), wires: [] },
      }),
      '100,000 nodes',
    ],
  ])('%s is refused in words', async (_name, text, words) => {
    await write('bad.json', text);
    expectRefusal(await cli('check', 'bad.json', '--json'), words);
    expectRefusal(await cli('train', 'bad.json', '--out', 'never', '--json'), words);
  });

  it('refuses what is not there, and what is a folder', async () => {
    expectRefusal(await cli('check', 'none.json'), 'not there');
    await mkdir(path.join(folder, 'a folder'), { recursive: true });
    expectRefusal(await cli('check', 'a folder'), 'folder');
  });

  it('a project of a newer version is checked, and not trained', async () => {
    await write('newer.json', { ...project, version: 99, extra: 1 });
    expect((await cli('check', 'newer.json', '--json')).status).toBe(0);
    expectRefusal(await cli('train', 'newer.json', '--out', 'never'), 'newer');
  });
});
