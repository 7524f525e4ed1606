import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunHistory, RunInfo, RunUpdate } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import { someRun } from './some-run.test-data';

let answer: (name: string, input: unknown) => Promise<unknown>;
const listeners = new Map<string, (data: RunUpdate) => void>();
vi.mock('../app/connect', () => ({
  studio: () => ({
    call: (name: string, input: unknown) => answer(name, input),
    on: (name: string, listener: (data: RunUpdate) => void) => listeners.set(name, listener),
  }),
  asStudioError: (error: unknown) => error,
}));

const { deleteRun, followProject, labelRun, onRunEnd, pinnedFirst, startRun, useRuns } = await import('./runs-store');

const point = (step: number) => ({ step, loss: 1, accuracy: null, learningRate: 0.1 });
const history = (seq: number, steps: number, info: RunInfo = someRun()): RunHistory => ({
  info,
  seq,
  steps: Array.from({ length: steps }, (_, i) => point(i + 1)),
  epochs: [],
  log: [],
});
const update = (seq: number, step: number, info: RunInfo = someRun()): RunUpdate => ({
  runId: info.id,
  seq,
  info,
  steps: [point(step)],
  epochs: [],
  log: [],
});
const send = (message: RunUpdate) => listeners.get('run.update')?.(message);
const steps = () => useRuns.getState().current?.step.length;

describe('the store of runs', () => {
  let asked: string[];
  let stories: RunHistory[];
  beforeEach(async () => {
    asked = [];
    stories = [history(3, 3)];
    answer = async (name) => {
      asked.push(name);
      if (name === 'runs.list') return [someRun({ id: 'r0', created: '2025' }), someRun()];
      if (name === 'runs.history') return stories.length > 1 ? stories.shift() : stories[0];
      if (name === 'runs.start') return someRun({ id: 'r2', state: 'queued' });
      return {};
    };
    await followProject(null);
    await followProject('p1');
  });

  it('has what was tagged and pinned before the core tells of it, pinned runs first in lists', async () => {
    expect(await labelRun('r0', { pinned: true })).toBe(true);
    await labelRun('r0', { tags: ['baseline'] });
    const { runs } = useRuns.getState();
    expect(runs.find((run) => run.id === 'r0')).toMatchObject({ pinned: true, tags: ['baseline'] });
    expect(pinnedFirst(runs).map((run) => run.id)).toEqual(['r0', 'r1']);
  });

  it('shows the newest run of a project and follows it', () => {
    expect(useRuns.getState().runs.map((run) => run.id)).toEqual(['r1', 'r0']);
    expect(steps()).toBe(3);
    send(update(4, 4));
    expect(steps()).toBe(4);
  });

  it('fetches the story again after a gap, and loses nothing that comes meanwhile', async () => {
    let release: (story: RunHistory) => void = () => {};
    answer = (name) =>
      name === 'runs.history'
        ? new Promise((resolve) => {
            release = resolve;
          })
        : Promise.resolve({});
    send(update(7, 7));
    send(update(8, 8));
    expect(steps()).toBe(3);
    release(history(7, 7));
    await vi.waitFor(() => expect(steps()).toBe(8));
  });

  it('ignores runs of other projects', () => {
    send(update(4, 4, someRun({ id: 'x', projectId: 'other' })));
    expect(useRuns.getState().runs).toHaveLength(2);
  });

  it('tells once when a run ends', () => {
    const ends: string[] = [];
    const stop = onRunEnd((info) => ends.push(info.state));
    send(update(4, 4, someRun({ state: 'finished' })));
    send(update(5, 5, someRun({ state: 'finished' })));
    stop();
    expect(ends).toEqual(['finished']);
  });

  it('keeps a refusal to be shown', async () => {
    answer = () => Promise.reject(new StudioError('The data is missing.', { advice: 'Locate it.' }));
    expect((await startRun(null))?.advice).toBe('Locate it.');
    expect(await deleteRun('r1')).toBe(false);
    expect(useRuns.getState().problem?.advice).toBe('Locate it.');
  });

  it('shows a run that it starts, and another when the shown one is deleted', async () => {
    stories = [history(0, 0, someRun({ id: 'r2' })), history(3, 3)];
    expect(await startRun(null)).toBeNull();
    expect(useRuns.getState().current?.info.id).toBe('r2');
    await deleteRun('r2');
    expect(useRuns.getState().current?.info.id).toBe('r1');
  });
});
