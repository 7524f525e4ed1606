import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { blankProject } from '../../shared/project/blank-project';
import { graphSchema, type Project } from '../../shared/project/schema';
import { writeProject } from '../../shared/project/write-project';
import type { RunInfo, RunState, RunUpdate } from '../../shared/run';
import { DEFAULT_TRAINING } from '../../shared/training';
import { type TestCore, type TestWindow, temporaryFolder, testCore } from '../core.test-data';
import { readRunFile, writeRunFile } from '../worker/run-folder';
import { TABLE_GRAPH, tableText, workerBundle } from '../worker/run-folder.test-data';
import { forkWorker, type WorkerProcess } from '../worker/worker-process';

/** As a project holds it. */
const GRAPH = graphSchema.parse(TABLE_GRAPH);

let entry = '';
let folder = '';
let remove = async () => {};
let t: TestCore;
let w: TestWindow;
let workers: WorkerProcess[] = [];

beforeAll(async () => {
  entry = await workerBundle();
});
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  open();
});
afterEach(async () => {
  await t.core.close();
  await remove();
});

function open(): void {
  workers = [];
  const spawn = forkWorker(entry);
  t = testCore(path.join(folder, 'data'), {
    spawnWorker: () => {
      const worker = spawn();
      workers.push(worker);
      return worker;
    },
  });
  w = t.window('w');
}

/** A project beside its table, on the JavaScript engine: small and without a library. */
function tableProject(change: Partial<Project> = {}, epochs = 3): Project {
  return {
    ...blankProject('Colours'),
    graph: GRAPH,
    training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs, batch_size: 8 },
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
    ...change,
  };
}

async function openProject(project = tableProject()): Promise<string> {
  await writeFile(path.join(folder, 'colours.csv'), tableText());
  const file = path.join(folder, 'p.attention.json');
  await writeFile(file, writeProject(project));
  return (await w.call('projects.open', { path: file })).projectId;
}

const updates = (runId: string): RunUpdate[] =>
  w.heard
    .filter((e) => e.event === 'run.update')
    .map((e) => e.data as RunUpdate)
    .filter((u) => u.runId === runId);

async function until(projectId: string, runId: string, ...states: RunState[]): Promise<RunInfo> {
  let found: RunInfo | undefined;
  await expect
    .poll(
      async () => {
        found = (await w.call('runs.list', { projectId })).find((run) => run.id === runId);
        return found && states.includes(found.state);
      },
      { timeout: 25_000, interval: 50 },
    )
    .toBe(true);
  if (!found) throw new Error('no such run');
  return found;
}

describe('a run', () => {
  it('trains, tells of every step once and in order, and answers questions', async () => {
    const projectId = await openProject();
    const { id } = await w.call('runs.start', { projectId, training: null });
    const info = await until(projectId, id, 'finished', 'failed');
    expect(info).toMatchObject({
      state: 'finished',
      failure: null,
      name: 'Run 1',
      engine: { name: 'cpu' },
      progress: { epoch: 3, step: 27, steps: 27 },
    });
    expect(info.diskBytes).toBeGreaterThan(1000);
    expect(info.evaluation?.accuracy).toBeGreaterThan(0);

    const history = await w.call('runs.history', { runId: id });
    const told = updates(id);
    expect(told.map((u) => u.seq)).toEqual(told.map((_, i) => i + 1));
    expect(told.at(-1)?.seq).toBe(history.seq);
    expect(told.flatMap((u) => u.steps)).toEqual(history.steps);
    expect(history.steps.map((s) => s.step)).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
    expect(told.flatMap((u) => u.epochs)).toEqual(history.epochs);
    expect(told.map((u) => u.info.state)).toEqual(expect.arrayContaining(['preparing', 'running', 'finished']));

    const evaluation = await w.call('runs.evaluate', { runId: id });
    expect(evaluation).toMatchObject({ split: 'test', samples: 24, classes: ['blue', 'green', 'red'] });
    const inspected = await w.call('runs.inspect', { runId: id, index: null });
    expect(inspected.predictions[0]).toMatchObject({ kind: 'classes', node: 'colour' });
    const own = await w.call('runs.try', { runId: id, input: { kind: 'row', values: { a: 1, b: 1, c: 0 } } });
    expect(own.sample.index).toBeNull();
  });

  it('freezes what it trains: later edits of the project do not reach it', async () => {
    const projectId = await openProject();
    const { id } = await w.call('runs.start', { projectId, training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 1, seed: 7 } });
    await until(projectId, id, 'finished');
    const run = await readRunFile(path.join(folder, 'p.runs', id));
    expect(run).toMatchObject({
      training: { seed: 7, epochs: 1 },
      data: { path: path.join(folder, 'colours.csv') },
      projectName: 'Colours',
    });
    expect(run.data.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('waits while another trains; is renamed, trained further and deleted', async () => {
    const projectId = await openProject(tableProject({}, 40));
    const first = await w.call('runs.start', { projectId, training: null });
    const second = await w.call('runs.start', { projectId, training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 1 } });
    expect(second).toMatchObject({ state: 'queued', name: 'Run 2' });
    await expect(w.call('runs.delete', { runId: first.id })).rejects.toThrow('at work');
    await expect(w.call('runs.resume', { runId: first.id })).rejects.toThrow('cannot be resumed');
    await until(projectId, first.id, 'running');
    await w.call('runs.stop', { runId: first.id });
    expect((await until(projectId, first.id, 'finished')).progress.epochs).toBe(40);
    await until(projectId, second.id, 'finished');
    await w.call('runs.rename', { runId: second.id, name: 'Žluť 🎈' });
    await w.call('runs.extend', { runId: second.id, epochs: 2 });
    const longer = await until(projectId, second.id, 'finished');
    expect(longer).toMatchObject({ name: 'Žluť 🎈', progress: { epoch: 3, epochs: 3 } });
    await w.call('runs.delete', { runId: second.id });
    await expect(access(path.join(folder, 'p.runs', second.id))).rejects.toThrow();
    await expect(w.call('runs.history', { runId: second.id })).rejects.toThrow('not there any more');
    expect(await w.call('runs.list', { projectId })).toHaveLength(1);
  });

  it('pauses, and goes on where it was', async () => {
    const projectId = await openProject(tableProject({}, 60));
    const { id } = await w.call('runs.start', { projectId, training: null });
    await until(projectId, id, 'running');
    await w.call('runs.pause', { runId: id });
    const paused = await until(projectId, id, 'paused');
    expect(paused.progress.step).toBeLessThan(540);
    await w.call('runs.resume', { runId: id });
    const done = await until(projectId, id, 'finished');
    expect(done.progress).toMatchObject({ step: 540, epoch: 60 });
    const { steps } = await w.call('runs.history', { runId: id });
    expect(steps.map((s) => s.step)).toEqual(Array.from({ length: 540 }, (_, i) => i + 1));
  });

  it('whose process is killed goes on from its checkpoint by itself, and says so', async () => {
    const projectId = await openProject(tableProject({}, 60));
    const { id } = await w.call('runs.start', { projectId, training: null });
    await until(projectId, id, 'running');
    const before = (await w.call('runs.history', { runId: id })).seq;
    for (const worker of workers) worker.kill();
    await until(projectId, id, 'finished');
    const history = await w.call('runs.history', { runId: id });
    expect(history.log.some((line) => line.includes('going on from the last checkpoint'))).toBe(true);
    expect(history.steps.map((s) => s.step)).toEqual(Array.from({ length: 540 }, (_, i) => i + 1));
    expect(history.seq).toBeGreaterThan(before);
  });

  it('whose program died shows as paused and can be resumed', async () => {
    const projectId = await openProject();
    const { id } = await w.call('runs.start', { projectId, training: null });
    await until(projectId, id, 'finished');
    const dir = path.join(folder, 'p.runs', id);
    await t.core.close();
    await writeRunFile(dir, { ...(await readRunFile(dir)), state: 'running' });
    open();
    const again = await w.call('projects.open', { path: path.join(folder, 'p.attention.json') });
    expect(await w.call('runs.list', { projectId: again.projectId })).toMatchObject([{ id, state: 'paused', progress: { step: 27 } }]);
    await w.call('runs.resume', { runId: id });
    await until(again.projectId, id, 'finished');
  });
});

const huge = { kind: 'Dense', title: null, params: { units: 60_000 } };

describe('training is refused, in words and before anything is written', () => {
  const refused = async (project: Project, words: string) => {
    const projectId = await openProject(project);
    await expect(w.call('runs.start', { projectId, training: null })).rejects.toThrow(words);
    await expect(readdir(path.join(folder, 'p.runs'))).rejects.toThrow();
  };

  it('without data', () => refused(tableProject({ data: null }), 'nothing to train on'));
  it('without an output', () => refused(tableProject({ graph: { nodes: {}, wires: [] } }), 'no output'));
  it('with a cycle', () =>
    refused(
      tableProject({
        graph: {
          ...GRAPH,
          wires: [...GRAPH.wires, { from: { node: 'dropout', port: 'output' }, to: { node: 'dense', port: 'input' } }],
        },
      }),
      'cannot be trained',
    ));
  it('with an unknown node type', () =>
    refused(
      tableProject({ graph: { ...GRAPH, nodes: { ...GRAPH.nodes, dense: { kind: 'Hologram', title: null, params: {} } } } }),
      'Hologram',
    ));
  it('where it would not fit into memory, with the figures', () =>
    refused(
      tableProject({
        // 60,000 × 60,000 weights.
        graph: { ...GRAPH, nodes: { ...GRAPH.nodes, dense: huge, dropout: huge } },
      }),
      'of memory',
    ));
  it('when the data has gone', async () => {
    const projectId = await openProject();
    await rm(path.join(folder, 'colours.csv'));
    await expect(w.call('runs.start', { projectId, training: null })).rejects.toThrow('colours.csv');
  });
});

describe('a run that trains while its project is saved for the first time', () => {
  const inMemory = async (epochs: number) => {
    await openProject();
    const { projectId, project } = await w.call('projects.blank', {});
    const { graph, training, data } = tableProject();
    const patches = [
      { op: 'replace' as const, path: ['graph'], value: graph as never },
      { op: 'replace' as const, path: ['data'], value: { ...data, path: path.join(folder, 'colours.csv') } as never },
    ];
    const inverse = [{ op: 'replace' as const, path: ['graph'], value: project.graph as never }];
    await w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: { label: 'All', patches, inverse } });
    const { id } = await w.call('runs.start', { projectId, training: { ...training, epochs } });
    await until(projectId, id, 'running');
    await w.call('projects.save', { projectId, path: path.join(folder, 'mine') });
    return { projectId, id };
  };

  it('moves beside it when it ends', async () => {
    const { projectId, id } = await inMemory(60);
    await until(projectId, id, 'finished');
    await expect.poll(() => readdir(path.join(folder, 'mine.runs')).catch(() => [])).toEqual([id]);
    expect(await readdir(path.join(t.userData, 'runs'))).toEqual([]);
  });

  it('is found again when the program ends before', async () => {
    const { id } = await inMemory(4000);
    await t.core.close();
    open();
    const again = await w.call('projects.open', { path: path.join(folder, 'mine.attention.json') });
    expect(await w.call('runs.list', { projectId: again.projectId })).toMatchObject([{ id, state: 'paused' }]);
    expect(await readdir(path.join(folder, 'mine.runs'))).toEqual([id]);
  });
});

describe('runs of a project without a file', () => {
  it('move beside it when it is saved, and along when it is saved elsewhere', async () => {
    await openProject();
    await w.call('projects.close', {
      projectId: (await w.call('projects.open', { path: path.join(folder, 'p.attention.json') })).projectId,
    });
    const { projectId, project } = await w.call('projects.blank', {});
    const { graph, training, data } = tableProject();
    const entry = {
      label: 'All',
      patches: [
        { op: 'replace' as const, path: ['graph'], value: graph as never },
        { op: 'replace' as const, path: ['training'], value: training as never },
        { op: 'replace' as const, path: ['data'], value: { ...data, path: path.join(folder, 'colours.csv') } as never },
      ],
      inverse: [{ op: 'replace' as const, path: ['graph'], value: project.graph as never }],
    };
    await w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry });
    const { id } = await w.call('runs.start', { projectId, training: { ...training, epochs: 1 } });
    await until(projectId, id, 'finished');
    expect(await readdir(path.join(t.userData, 'runs', projectId))).toEqual([id]);
    await w.call('projects.save', { projectId, path: path.join(folder, 'mine') });
    expect(await readdir(path.join(folder, 'mine.runs'))).toEqual([id]);
    await mkdir(path.join(folder, 'deep'));
    await w.call('projects.save', { projectId, path: path.join(folder, 'deep', 'other') });
    expect(await readdir(path.join(folder, 'deep', 'other.runs'))).toEqual([id]);
    expect(await readdir(path.join(t.userData, 'runs'))).toEqual([]);
    expect(await w.call('runs.list', { projectId })).toMatchObject([{ id, state: 'finished' }]);
    expect((await w.call('runs.evaluate', { runId: id })).samples).toBe(24);
    expect(await readFile(path.join(folder, 'deep', 'other.runs', id, 'name.json'), 'utf8')).toContain('Run 1');
  });
});
