import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphSchema, type Project } from '../../shared/project/schema';
import { writeProject } from '../../shared/project/write-project';
import { TABLE_GRAPH } from '../worker/run-folder.test-data';
import { type CliFolder, cliFolder, expectRefusal, project } from './cli-folder.test-data';
import { runCli } from './run-cli.test-data';

// The contract of the command line, tried from outside on the built program.

let place: CliFolder;
let folder = '';
let entry = '';
const cli = (...args: string[]) => place.cli(...args);
beforeAll(async () => {
  place = await cliFolder();
  ({ folder, entry } = place);
  const trained = await cli('train', 'p.attention.json', '--out', 'run', '--json');
  expect(trained.err + trained.status).toMatch(/0$/);
}, 120_000);
afterAll(() => place.remove());

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
    // Also what is no mean over samples: of all of them together.
    expect(all.lines[0]?.metrics).toMatchObject({ f1_score: expect.any(Number), auc: expect.any(Number) });
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
    const table = file.data?.facts?.inputs.table;
    const columns = table?.kind === 'table' ? table.columns : [];
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

describe('a model of several outputs', () => {
  it('tells all of them, the first also where the only one would stand', async () => {
    const several: Project = {
      ...project,
      graph: graphSchema.parse({
        nodes: { ...TABLE_GRAPH.nodes, c: { kind: 'Regression', title: null, params: {} } },
        wires: [...TABLE_GRAPH.wires, { from: { node: 'dense', port: 'output' }, to: { node: 'c', port: 'input' } }],
      }),
      data: {
        path: 'colours.csv',
        read: {
          reader: 'records',
          format: 'delimited',
          delimiter: ',',
          header: true,
          encoding: 'utf-8',
          columns: [
            { name: 'a', as: 'number' },
            { name: 'b', as: 'number' },
            { name: 'c', as: 'value' },
            { name: 'colour', as: 'class' },
          ],
          bad_rows: 'refuse',
        },
        split: { validation: 0.2, test: 0.2, seed: 1 },
        fingerprint: null,
        facts: null,
      },
    };
    await place.write('several.attention.json', writeProject(several));
    expect(await cli('train', 'several.attention.json', '--out', 'several', '--json')).toMatchObject({ status: 0 });
    const asked = await cli('predict', 'several', '{"a":1,"b":1}', '--json');
    const [line] = asked.lines as unknown as [{ outputs: { [node: string]: { kind: string } }; [field: string]: unknown }];
    expect(line.outputs).toMatchObject({
      colour: { kind: 'classes', classes: expect.any(Array) },
      c: { kind: 'value', value: expect.any(Number), column: 'c' },
    });
    const [first] = Object.values(line.outputs);
    expect(line).toMatchObject(first?.kind === 'classes' ? { classes: expect.any(Array) } : { value: expect.any(Number) });
    const judged = await cli('evaluate', 'several', '--data', 'colours.csv', '--json');
    expect(judged.lines[0]).toMatchObject({
      samples: 120,
      outputs: {
        colour: { metrics: { accuracy: expect.any(Number), f1_score: expect.any(Number) }, classes: ['blue', 'green', 'red'] },
        c: { metrics: { mae: expect.any(Number), r2: expect.any(Number), rmse: expect.any(Number) }, classes: null },
      },
    });
  }, 60_000);
});
