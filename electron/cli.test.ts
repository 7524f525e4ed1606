import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blankProject } from '../shared/project/blank-project';
import { graphSchema, type Project } from '../shared/project/schema';
import { writeProject } from '../shared/project/write-project';
import { DEFAULT_TRAINING } from '../shared/training';
import { cliBundle, type Ended, runCli, startCli } from './cli/run-cli.test-data';
import { temporaryFolder } from './core.test-data';
import { readMetrics } from './worker/metrics-file';
import { TABLE_GRAPH, tableText } from './worker/run-folder.test-data';

// The contract of the command line, tried from outside on the built program.

let entry = '';
let folder = '';
let remove = async () => {};
const cli = (...args: string[]): Promise<Ended> => runCli(entry, args, { cwd: folder });

const project: Project = {
  ...blankProject('Colours'),
  graph: graphSchema.parse(TABLE_GRAPH),
  training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 3, batch_size: 8 },
  data: {
    path: 'colours.csv',
    read: {
      reader: 'table',
      delimiter: ',',
      header: true,
      encoding: 'utf-8',
      features: ['a', 'b', 'c'],
      target: 'colour',
      task: 'classification',
    },
    split: { validation: 0.2, test: 0.2, seed: 1 },
    fingerprint: null,
    facts: null,
  },
};

async function write(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** One clear message on standard error, no stack, nothing for programs. */
function expectRefusal(end: Ended, words: string | RegExp): void {
  expect(end.status).toBe(1);
  expect(end.err).toMatch(words);
  expect(end.err).not.toMatch(/\n\s+at /);
  expect(end.out).toBe('');
}

beforeAll(async () => {
  entry = await cliBundle();
  ({ folder, remove } = await temporaryFolder());
  await write('colours.csv', tableText());
  await write('p.attention.json', writeProject(project));
  const trained = await cli('train', 'p.attention.json', '--out', 'run', '--json');
  expect(trained.err + trained.status).toMatch(/0$/);
}, 120_000);
afterAll(() => remove());

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

describe('train', () => {
  it('tells start, epochs and done as JSON lines, and every step if asked', async () => {
    const { status, lines, out } = await cli(
      'train',
      'p.attention.json',
      '--out',
      'run 2',
      '--epochs',
      '2',
      '--seed',
      '5',
      '--engine',
      'cpu',
      '--step',
      'eager',
      '--steps',
      '--json',
    );
    expect(status).toBe(0);
    expect(out.split('\n').filter(Boolean)).toHaveLength(lines.length);
    const run = path.join(folder, 'run 2');
    expect(lines[0]).toMatchObject({ type: 'start', run, engine: 'cpu', train_samples: 72, validation_samples: 24, parameters: 59 });
    const epochs = lines.filter((l) => l.type === 'epoch');
    expect(epochs.map((l) => l.epoch)).toEqual([1, 2]);
    expect(epochs[0]).toMatchObject({
      loss: expect.any(Number),
      val_loss: expect.any(Number),
      seconds: expect.any(Number),
      samples_per_second: expect.any(Number),
    });
    expect(Object.keys(epochs[0]?.metrics as object)).toEqual(expect.arrayContaining(['accuracy', 'val_accuracy']));
    expect(lines.filter((l) => l.type === 'step').map((l) => l.step)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    expect(lines.at(-1)).toMatchObject({ type: 'done', run, metrics: { loss: expect.any(Number), accuracy: expect.any(Number) } });
    expect(JSON.parse(await readFile(path.join(run, 'run.json'), 'utf8'))).toMatchObject({ state: 'finished', training: { seed: 5 } });
  });

  it('speaks to people without --json', async () => {
    const { status, out } = await cli('train', 'p.attention.json', '--out', 'run 3', '--epochs', '1');
    expect(status).toBe(0);
    expect(out).toMatch(/Epoch 1\/1: loss/);
    expect(out).not.toContain('{');
  });

  it('the same seed gives the same run', async () => {
    const [a, b] = [
      await cli('train', 'p.attention.json', '--out', 'same a', '--json', '--steps'),
      await cli('train', 'p.attention.json', '--out', 'same b', '--json', '--steps'),
    ];
    const losses = (end: Ended) => end.lines.filter((l) => l.type === 'step').map((l) => l.loss);
    expect(losses(a)).toHaveLength(27);
    expect(losses(a)).toEqual(losses(b));
  });

  it('--data trains on other data, whose classes are learned anew', async () => {
    await write('other.csv', tableText().replaceAll('blue', 'violet'));
    expect(await cli('train', 'p.attention.json', '--out', 'run 4', '--data', 'other.csv', '--json')).toMatchObject({ status: 0 });
    const { lines } = await cli('evaluate', 'run 4', '--json');
    expect(lines[0]?.classes).toEqual(['green', 'red', 'violet']);
  });

  it('refuses in words: a folder in use, no data, a missing folder, one that cannot be made', async () => {
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'run', '--json'), 'holds a run already');
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'colours.csv', '--json'), /is a file/);
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'never', '--data', 'none.csv', '--json'), /none\.csv/);
    await write('no data.json', { ...project, data: null });
    expectRefusal(await cli('train', 'no data.json', '--out', 'never'), 'nothing to train on');
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'never', '--engine', 'webgpu', '--step', 'traced'), 'eager');
  });

  it('bad tables are refused in words', async () => {
    for (const [text, words] of [
      ['', /rows|empty|header|column/i],
      ['a,b,c,colour\n', /no rows|rows/i],
      ['a,b,colour\n1,2,red\n', /“?c”?/],
    ] as const) {
      await write('broken.csv', text);
      expectRefusal(await cli('train', 'p.attention.json', '--out', 'never', '--data', 'broken.csv', '--json'), words);
    }
  });

  it('a run that fails says so on both, and exits with 1', async () => {
    // 10³⁸ times 10³⁸ is more than a float holds.
    const far = { kind: 'Rescaling', title: null, params: { scale: 1e38 } };
    await write('wild.json', { ...project, graph: { ...project.graph, nodes: { ...project.graph.nodes, dense: far, dropout: far } } });
    const { status, lines, err } = await cli('train', 'wild.json', '--out', 'wild', '--json');
    expect(status).toBe(1);
    expect(lines.at(-1)).toMatchObject({ type: 'failed', reason: expect.stringContaining('not finite') });
    expect(err).toContain('not finite');
  });
});

describe('Ctrl-C', () => {
  it('writes a checkpoint, and resume goes on to the same end as without it', async () => {
    const args = ['--json', '--steps', '--epochs', '60'];
    const whole = await cli('train', 'p.attention.json', '--out', 'whole', ...args);
    const running = startCli(entry, ['train', 'p.attention.json', '--out', 'cut', ...args], { cwd: folder });
    await running.line((line) => line.includes('"step":40,'));
    running.kill('SIGINT');
    const cut = await running.ended;
    expect(cut.status).toBe(130);
    expect(cut.lines.at(-1)).toMatchObject({ type: 'paused' });
    const { status, lines } = await cli('resume', 'cut', '--json');
    expect(status).toBe(0);
    expect(lines.at(-1)?.metrics).toEqual(whole.lines.at(-1)?.metrics);
    const [a, b] = [
      await readMetrics(path.join(folder, 'whole', 'metrics.jsonl')),
      await readMetrics(path.join(folder, 'cut', 'metrics.jsonl')),
    ];
    expect(b.steps).toEqual(a.steps);
  });

  it('kill -9 leaves a run that resume finishes', async () => {
    const running = startCli(entry, ['train', 'p.attention.json', '--out', 'killed', '--json', '--steps', '--epochs', '60'], {
      cwd: folder,
    });
    await running.line((line) => line.includes('"step":30,'));
    running.kill('SIGKILL');
    await running.ended;
    const { status, lines } = await cli('resume', 'killed', '--json');
    expect(status).toBe(0);
    expect(lines.at(-1)).toMatchObject({ type: 'done' });
  });
});

describe('a trained run', () => {
  it('is evaluated', async () => {
    const { status, lines } = await cli('evaluate', 'run', '--json');
    expect(status).toBe(0);
    const [said] = lines as unknown as [{ samples: number; classes: string[]; confusion: number[][]; metrics: object }];
    expect(said).toMatchObject({
      samples: 24,
      classes: ['blue', 'green', 'red'],
      metrics: { loss: expect.any(Number), accuracy: expect.any(Number) },
    });
    expect(said.confusion.flat().reduce((a, b) => a + b, 0)).toBe(24);
    const all = await cli('evaluate', 'run', '--data', 'colours.csv', '--json');
    expect(all.lines[0]?.samples).toBe(120);
  });

  it('predicts rows from standard input, best class first', async () => {
    const { status, lines } = await runCli(entry, ['predict', 'run', '-', '--json'], {
      cwd: folder,
      stdin: '{"a":1,"b":1,"c":0}\n\n{"a":-1,"b":0,"c":0}\n',
    });
    expect(status).toBe(0);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ input: { a: 1, b: 1, c: 0 } });
    for (const line of lines) {
      const classes = line.classes as { label: string; probability: number }[];
      expect(classes).toHaveLength(3);
      expect(classes.map((c) => c.probability)).toEqual(classes.map((c) => c.probability).sort((a, b) => b - a));
      expect(classes.reduce((sum, c) => sum + c.probability, 0)).toBeCloseTo(1, 4);
    }
  });

  it('says which line of standard input is wrong', async () => {
    const { status, err } = await runCli(entry, ['predict', 'run', '-', '--json'], { cwd: folder, stdin: '{"a":1,"b":1,"c":0}\n{oops\n' });
    expect(status).toBe(1);
    expect(err).toContain('Line 2');
  });

  it('writes its attention', async () => {
    const { status } = await runCli(entry, ['attention', 'run', '-', '--out', 'maps.json', '--json'], {
      cwd: folder,
      stdin: '{"a":1,"b":1,"c":0}\n',
    });
    expect(status).toBe(0);
    expect(JSON.parse(await readFile(path.join(folder, 'maps.json'), 'utf8'))).toEqual({ input: { a: 1, b: 1, c: 0 }, nodes: [] });
  });

  it('is exported', async () => {
    const { status, lines } = await cli('export', 'run', '--format', 'tfjs', '--out', 'out', '--json');
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ samples: 24, max_difference: expect.any(Number), top1_agreement: 1 });
    expect(lines[0]?.max_difference).toBeLessThan(1e-4);
    expectRefusal(await cli('export', 'run', '--format', 'fax', '--out', 'out'), 'no export format');
  });

  it.each([['resume'], ['evaluate'], ['predict', 'x'], ['attention', 'x', '--out', 'y'], ['export', '--format', 'tfjs', '--out', 'y']])(
    '%s refuses a folder that is no run',
    async (command, ...rest) => {
      const [input, ...flags] = rest;
      const positional = input?.startsWith('--') ? [] : [input ?? []].flat();
      const options = input?.startsWith('--') ? rest : flags;
      expectRefusal(await cli(command, folder, ...positional, ...options), 'no run');
    },
  );
});

describe('the attention of a template', () => {
  it('has rows that sum to 1 and names its columns', async () => {
    await cli('new', 'table', 'wines.attention.json');
    expect(await cli('train', 'wines.attention.json', '--out', 'wines', '--epochs', '1', '--engine', 'cpu', '--json')).toMatchObject({
      status: 0,
    });
    const file = JSON.parse(await readFile(path.join(folder, 'wines.attention.json'), 'utf8')) as Project;
    const columns = file.data?.facts?.input.kind === 'table' ? file.data.facts.input.columns : [];
    expect(columns.length).toBeGreaterThan(5);
    const row = Object.fromEntries(columns.map((name, i) => [name, i]));
    const { status } = await cli('attention', 'wines', JSON.stringify(row), '--out', 'wines.json');
    expect(status).toBe(0);
    const { nodes } = JSON.parse(await readFile(path.join(folder, 'wines.json'), 'utf8')) as {
      nodes: { id: string; kind: string; map: string; queries: string[]; keys: string[]; scores: number[][][] }[];
    };
    expect(nodes[0]).toMatchObject({ kind: 'MultiHeadAttention', map: 'matrix', queries: columns, keys: columns });
    for (const query of nodes[0]?.scores.flat() ?? []) expect(query.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
  });
});
