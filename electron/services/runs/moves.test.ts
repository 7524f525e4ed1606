import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workerBundle } from '../../worker/run-folder.test-data';
import { RunWindow, tableProject } from './run-window.test-data';

let entry = '';
let d: RunWindow;
beforeAll(async () => {
  entry = await workerBundle();
}, 120_000);
beforeEach(async () => {
  d = await RunWindow.open(entry);
});
afterEach(() => d.close());

describe('a run that trains while its project is saved for the first time', () => {
  const inMemory = async (epochs: number) => {
    await d.openProject();
    const { projectId, project } = await d.w.call('projects.blank', {});
    const { graph, training, data } = tableProject();
    const patches = [
      { op: 'replace' as const, path: ['graph'], value: graph as never },
      { op: 'replace' as const, path: ['data'], value: { ...data, path: path.join(d.folder, 'colours.csv') } as never },
    ];
    const inverse = [{ op: 'replace' as const, path: ['graph'], value: project.graph as never }];
    await d.w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry: { label: 'All', patches, inverse } });
    const { id } = await d.w.call('runs.start', { projectId, training: { ...training, epochs } });
    await d.until(projectId, id, 'running');
    await d.w.call('projects.save', { projectId, path: path.join(d.folder, 'mine') });
    return { projectId, id };
  };

  it('moves beside it when it ends', async () => {
    const { projectId, id } = await inMemory(60);
    await d.until(projectId, id, 'finished');
    await expect.poll(() => readdir(path.join(d.folder, 'mine.runs')).catch(() => [])).toEqual([id]);
    // The folder around it goes after what lay in it.
    await expect.poll(() => readdir(path.join(d.t.userData, 'runs'))).toEqual([]);
  });

  it('is found again when the program ends before', async () => {
    const { id } = await inMemory(4000);
    await d.restart();
    const again = await d.w.call('projects.open', { path: path.join(d.folder, 'mine.attention.json') });
    expect(await d.w.call('runs.list', { projectId: again.projectId })).toMatchObject([{ id, state: 'paused' }]);
    expect(await readdir(path.join(d.folder, 'mine.runs'))).toEqual([id]);
  });
});

describe('runs of a project without a file', () => {
  it('move beside it when it is saved, and along when it is saved elsewhere', async () => {
    await d.openProject();
    await d.w.call('projects.close', {
      projectId: (await d.w.call('projects.open', { path: path.join(d.folder, 'p.attention.json') })).projectId,
    });
    const { projectId, project } = await d.w.call('projects.blank', {});
    const { graph, training, data } = tableProject();
    const entry = {
      label: 'All',
      patches: [
        { op: 'replace' as const, path: ['graph'], value: graph as never },
        { op: 'replace' as const, path: ['training'], value: training as never },
        { op: 'replace' as const, path: ['data'], value: { ...data, path: path.join(d.folder, 'colours.csv') } as never },
      ],
      inverse: [{ op: 'replace' as const, path: ['graph'], value: project.graph as never }],
    };
    await d.w.call('projects.patch', { projectId, revision: 0, kind: 'edit', entry });
    const { id } = await d.w.call('runs.start', { projectId, training: { ...training, epochs: 1 } });
    await d.until(projectId, id, 'finished');
    expect(await readdir(path.join(d.t.userData, 'runs', projectId))).toEqual([id]);
    await d.w.call('projects.save', { projectId, path: path.join(d.folder, 'mine') });
    expect(await readdir(path.join(d.folder, 'mine.runs'))).toEqual([id]);
    await mkdir(path.join(d.folder, 'deep'));
    await d.w.call('projects.save', { projectId, path: path.join(d.folder, 'deep', 'other') });
    expect(await readdir(path.join(d.folder, 'deep', 'other.runs'))).toEqual([id]);
    expect(await readdir(path.join(d.t.userData, 'runs'))).toEqual([]);
    expect(await d.w.call('runs.list', { projectId })).toMatchObject([{ id, state: 'finished' }]);
    expect((await d.w.call('runs.evaluate', { runId: id })).samples).toBe(24);
    expect(await readFile(path.join(d.folder, 'deep', 'other.runs', id, 'name.json'), 'utf8')).toContain('Run 1');
  });
});
