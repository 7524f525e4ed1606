import { access } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING } from '../../shared/training';
import { readRunFile, writeRunFile } from '../worker/run-folder';
import { workerBundle } from '../worker/run-folder.test-data';
import { RunWindow, tableProject } from './runs/run-window.test-data';

let entry = '';
let d: RunWindow;
beforeAll(async () => {
  entry = await workerBundle();
}, 120_000);
beforeEach(async () => {
  d = await RunWindow.open(entry);
});
afterEach(() => d.close());

describe('a run', () => {
  it('trains, tells of every step once and in order, and answers questions', async () => {
    const projectId = await d.openProject();
    const { id } = await d.w.call('runs.start', { projectId, training: null });
    const info = await d.until(projectId, id, 'finished', 'failed');
    expect(info).toMatchObject({
      state: 'finished',
      failure: null,
      name: 'Run 1',
      engine: { name: 'cpu' },
      progress: { epoch: 3, step: 27, steps: 27 },
    });
    expect(info.diskBytes).toBeGreaterThan(1000);
    expect(info.evaluation?.accuracy).toBeGreaterThan(0);

    const history = await d.w.call('runs.history', { runId: id });
    const told = d.updates(id);
    expect(told.map((u) => u.seq)).toEqual(told.map((_, i) => i + 1));
    expect(told.at(-1)?.seq).toBe(history.seq);
    expect(told.flatMap((u) => u.steps)).toEqual(history.steps);
    expect(history.steps.map((s) => s.step)).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
    expect(told.flatMap((u) => u.epochs)).toEqual(history.epochs);
    expect(told.map((u) => u.info.state)).toEqual(expect.arrayContaining(['preparing', 'running', 'finished']));

    const evaluation = await d.w.call('runs.evaluate', { runId: id });
    expect(evaluation).toMatchObject({ split: 'test', samples: 24, classes: ['blue', 'green', 'red'] });
    const inspected = await d.w.call('runs.inspect', { runId: id, index: null });
    expect(inspected.predictions[0]).toMatchObject({ kind: 'classes', node: 'colour' });
    const own = await d.w.call('runs.try', { runId: id, input: { kind: 'row', values: { a: 1, b: 1, c: 0 } } });
    expect(own.sample.index).toBeNull();
  });

  it('freezes what it trains: later edits of the project do not reach it', async () => {
    const projectId = await d.openProject();
    // `gone` was an output once: its weight stays in the project.
    const training = { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 1, seed: 7, loss_weights: { colour: 2, gone: 3 } } as const;
    const { id } = await d.w.call('runs.start', { projectId, training });
    await d.until(projectId, id, 'finished');
    const run = await readRunFile(path.join(d.folder, 'p.runs', id));
    expect(run).toMatchObject({
      training: { seed: 7, epochs: 1 },
      data: { path: path.join(d.folder, 'colours.csv') },
      projectName: 'Colours',
    });
    expect(run.training.loss_weights).toEqual({ colour: 2 });
    expect(run.data.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('waits while another trains; is renamed, trained further and deleted', async () => {
    const projectId = await d.openProject(tableProject({}, 40));
    const first = await d.w.call('runs.start', { projectId, training: null });
    const second = await d.w.call('runs.start', { projectId, training: { ...DEFAULT_TRAINING, engine: 'cpu', epochs: 1 } });
    expect(second).toMatchObject({ state: 'queued', name: 'Run 2' });
    await expect(d.w.call('runs.delete', { runId: first.id })).rejects.toThrow('at work');
    await expect(d.w.call('runs.resume', { runId: first.id })).rejects.toThrow('cannot be resumed');
    await d.until(projectId, first.id, 'running');
    await d.w.call('runs.stop', { runId: first.id });
    expect((await d.until(projectId, first.id, 'finished')).progress.epochs).toBe(40);
    await d.until(projectId, second.id, 'finished');
    await d.w.call('runs.rename', { runId: second.id, name: 'Žluť 🎈' });
    await d.w.call('runs.extend', { runId: second.id, epochs: 2 });
    const longer = await d.until(projectId, second.id, 'finished');
    expect(longer).toMatchObject({ name: 'Žluť 🎈', progress: { epoch: 3, epochs: 3 } });
    await d.w.call('runs.delete', { runId: second.id });
    await expect(access(path.join(d.folder, 'p.runs', second.id))).rejects.toThrow();
    await expect(d.w.call('runs.history', { runId: second.id })).rejects.toThrow('not there any more');
    expect(await d.w.call('runs.list', { projectId })).toHaveLength(1);
  });

  it('is tagged and pinned while it trains, and still is after the program began anew', async () => {
    const projectId = await d.openProject(tableProject({}, 40));
    const { id } = await d.w.call('runs.start', { projectId, training: null });
    await d.until(projectId, id, 'running');
    await Promise.all([
      d.w.call('runs.label', { runId: id, tags: ['wide'] }),
      d.w.call('runs.label', { runId: id, pinned: true }),
      d.w.call('runs.label', { runId: id, tags: ['baseline', 'Žluť'] }),
    ]);
    await expect(d.w.call('runs.label', { runId: id, tags: ['a', 'A'] })).rejects.toThrow('in a form');
    await d.w.call('runs.stop', { runId: id });
    await d.until(projectId, id, 'finished');
    const frozen = await d.w.call('runs.frozen', { runId: id });
    expect(frozen).toMatchObject({ training: { epochs: 40, batch_size: 8 }, engine: { name: 'cpu' }, data: { read: { reader: 'table' } } });
    expect(Object.keys(frozen.graph.nodes)).toContain('colour');
    await d.restart();
    const again = await d.w.call('projects.open', { path: path.join(d.folder, 'p.attention.json') });
    expect(await d.w.call('runs.list', { projectId: again.projectId })).toMatchObject([{ id, tags: ['baseline', 'Žluť'], pinned: true }]);
  });

  it('pauses, and goes on where it was', async () => {
    const projectId = await d.openProject(tableProject({}, 60));
    const { id } = await d.w.call('runs.start', { projectId, training: null });
    await d.until(projectId, id, 'running');
    await d.w.call('runs.pause', { runId: id });
    const paused = await d.until(projectId, id, 'paused');
    expect(paused.progress.step).toBeLessThan(540);
    await d.w.call('runs.resume', { runId: id });
    const done = await d.until(projectId, id, 'finished');
    expect(done.progress).toMatchObject({ step: 540, epoch: 60 });
    const { steps } = await d.w.call('runs.history', { runId: id });
    expect(steps.map((s) => s.step)).toEqual(Array.from({ length: 540 }, (_, i) => i + 1));
  });

  it('whose process is killed goes on from its checkpoint by itself, and says so', async () => {
    const projectId = await d.openProject(tableProject({}, 60));
    const { id } = await d.w.call('runs.start', { projectId, training: null });
    await d.until(projectId, id, 'running');
    const before = (await d.w.call('runs.history', { runId: id })).seq;
    for (const worker of d.workers) worker.kill();
    await d.until(projectId, id, 'finished');
    const history = await d.w.call('runs.history', { runId: id });
    expect(history.log.some((line) => line.includes('going on from the last checkpoint'))).toBe(true);
    expect(history.steps.map((s) => s.step)).toEqual(Array.from({ length: 540 }, (_, i) => i + 1));
    expect(history.seq).toBeGreaterThan(before);
  });

  it('whose program died shows as paused and can be resumed', async () => {
    const projectId = await d.openProject();
    const { id } = await d.w.call('runs.start', { projectId, training: null });
    await d.until(projectId, id, 'finished');
    const dir = path.join(d.folder, 'p.runs', id);
    await d.restart(async () => writeRunFile(dir, { ...(await readRunFile(dir)), state: 'running' }));
    const again = await d.w.call('projects.open', { path: path.join(d.folder, 'p.attention.json') });
    expect(await d.w.call('runs.list', { projectId: again.projectId })).toMatchObject([{ id, state: 'paused', progress: { step: 27 } }]);
    await d.w.call('runs.resume', { runId: id });
    await d.until(again.projectId, id, 'finished');
  });
});
