import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunHistory, RunUpdate } from '../../shared/run';
import { someRun } from '../training/some-run.test-data';

let answer: (name: string, runId: string) => Promise<unknown>;
const listeners = new Map<string, (data: RunUpdate) => void>();
vi.mock('../app/connect', async () => {
  const { create } = await import('zustand');
  return {
    studio: () => ({
      call: (name: string, { runId }: { runId: string }) => answer(name, runId),
      on: (name: string, listener: (data: RunUpdate) => void) => {
        listeners.set(name, listener);
        return () => listeners.delete(name);
      },
    }),
    useLink: create(() => ({ link: 'open' })),
    asStudioError: (error: unknown) => error,
  };
});

const { followCompared, pairOf, toggleCompared, toggleDrawn, useCompare } = await import('./compare-store');

const point = (step: number) => ({ step, loss: 1 / step, accuracy: null, learningRate: 0.1 });
const history = (id: string, seq: number, steps: number): RunHistory => ({
  info: someRun({ id }),
  seq,
  steps: Array.from({ length: steps }, (_, i) => point(i + 1)),
  epochs: [],
  log: [],
});
const update = (id: string, seq: number, step: number): RunUpdate => ({
  runId: id,
  seq,
  info: someRun({ id }),
  steps: [point(step)],
  epochs: [],
  log: [],
});
const send = (message: RunUpdate) => listeners.get('run.update')?.(message);
const steps = (id: string) => useCompare.getState().runs.get(id)?.step.length;
const chosen = () => useCompare.getState().chosen.map((run) => `${run.runId}${run.place}`);
const settled = () => new Promise((done) => setTimeout(done, 0));

describe('the comparison', () => {
  let asked: string[];
  beforeEach(() => {
    asked = [];
    answer = async (name, runId) => {
      asked.push(`${name} ${runId}`);
      return name === 'runs.history' ? history(runId, 3, 3) : { engine: null };
    };
    useCompare.setState(useCompare.getInitialState(), true);
  });

  it('gives each run a place of its own that it keeps, and takes no more than five', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) toggleCompared(id);
    expect(chosen()).toEqual(['a0', 'b1', 'c2', 'd3', 'e4']);
    toggleCompared('b');
    toggleCompared('f');
    expect(chosen()).toEqual(['a0', 'f1', 'c2', 'd3', 'e4']);
  });

  it('lists the differences of the two that were asked for, as long as they are chosen', () => {
    const state = { chosen: ['a', 'b', 'c'].map((runId, place) => ({ runId, place })), base: null, other: null };
    expect(pairOf(state)).toEqual(['a', 'b']);
    expect(pairOf({ ...state, base: 'c' })).toEqual(['c', 'a']);
    expect(pairOf({ ...state, other: 'a' })).toEqual(['b', 'a']);
    expect(pairOf({ ...state, base: 'gone', other: 'c' })).toEqual(['a', 'c']);
    expect(pairOf({ ...state, base: 'b', other: 'b' })).toEqual(['b', 'a']);
    expect(pairOf({ ...state, chosen: state.chosen.slice(0, 1) })).toBeNull();
  });

  it('fetches what is chosen, and follows it while it learns', async () => {
    toggleCompared('a');
    const stop = followCompared();
    toggleCompared('b');
    await settled();
    expect(asked.sort()).toEqual(['runs.frozen a', 'runs.frozen b', 'runs.history a', 'runs.history b']);
    send(update('a', 4, 4));
    send(update('x', 4, 4));
    expect([steps('a'), steps('b')]).toEqual([4, 3]);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('loses nothing that comes while the story is on its way, and asks again after a gap', async () => {
    toggleCompared('a');
    const stop = followCompared();
    send(update('a', 4, 4));
    await settled();
    expect(steps('a')).toBe(4);
    answer = async (name, runId) => (name === 'runs.history' ? history(runId, 9, 9) : { engine: null });
    send(update('a', 7, 7));
    await settled();
    expect(steps('a')).toBe(9);
    stop();
  });

  it('says why a run could not be read', async () => {
    answer = async () => {
      throw new Error('gone');
    };
    toggleCompared('a');
    const stop = followCompared();
    await settled();
    expect(useCompare.getState().problem?.message).toBe('gone');
    stop();
  });

  it('leaves curves out and draws them again', () => {
    toggleDrawn('a');
    expect([...useCompare.getState().hidden]).toEqual(['a']);
    toggleDrawn('a');
    expect(useCompare.getState().hidden.size).toBe(0);
  });
});
