import { describe, expect, it } from 'vitest';
import type { RunHistory, RunUpdate, StepPoint } from '../../shared/run';
import { RunData } from './run-data';
import { someRun } from './some-run.test-data';

const point = (step: number, loss = 1 / step): StepPoint => ({ step, loss, accuracy: null, learningRate: 0.001 });
const history = (steps: StepPoint[], seq = 0): RunHistory => ({ info: someRun(), seq, steps, epochs: [], log: ['started'] });
const update = (seq: number, steps: StepPoint[], rest: Partial<RunUpdate> = {}): RunUpdate => ({
  runId: 'r1',
  seq,
  info: someRun(),
  steps,
  epochs: [],
  log: [],
  ...rest,
});
const epoch = (number: number, step: number) => ({
  epoch: number,
  step,
  loss: 0.5,
  val_loss: 0.4,
  metrics: {},
  seconds: 1,
  samples_per_second: 10,
});

describe('a run as its updates arrive', () => {
  it('adds steps, epochs and lines of the log in their order', () => {
    const run = new RunData(history([point(1), point(2)]));
    expect(run.apply(update(1, [point(3)], { epochs: [epoch(1, 3)], log: ['epoch 1'] }))).toBe('applied');
    expect([...run.step.view()]).toEqual([1, 2, 3]);
    expect([...run.loss.view()]).toEqual([1, 1 / 2, 1 / 3]);
    expect(run.epochs.map((e) => e.epoch)).toEqual([1]);
    expect(run.log).toEqual(['started', 'epoch 1']);
  });

  it('applies nothing twice and nothing across a gap', () => {
    const run = new RunData(history([point(1)], 4));
    expect(run.apply(update(4, [point(2)]))).toBe('old');
    expect(run.apply(update(6, [point(2)]))).toBe('gap');
    expect(run.step.length).toBe(1);
    expect(run.apply(update(5, [point(2)]))).toBe('applied');
  });

  it('asks for the history when the core counts from the start again', () => {
    expect(new RunData(history([], 9)).apply(update(0, []))).toBe('gap');
  });

  it('replaces steps that a resumed run does again', () => {
    const run = new RunData(history([point(1), point(2), point(3), point(4)]));
    run.apply(update(1, [], { epochs: [epoch(1, 2), epoch(2, 4)] }));
    run.apply(update(2, [point(3, 9), point(4, 8)]));
    expect([...run.step.view()]).toEqual([1, 2, 3, 4]);
    expect([...run.loss.view()].slice(2)).toEqual([9, 8]);
    expect(run.epochs.map((e) => e.epoch)).toEqual([1]);
  });

  it('keeps the newest look until another comes', () => {
    const look = (step: number) => {
      const content = { kind: 'text', text: 't' } as const;
      return { step, inspection: { sample: { index: 1, split: null, label: null, content }, seen: null, predictions: [], attention: [] } };
    };
    expect(new RunData(history([])).capture).toBeNull();
    const run = new RunData({ ...history([]), capture: look(1) });
    run.apply(update(1, [point(2)]));
    expect(run.capture?.step).toBe(1);
    run.apply(update(2, [point(3)], { capture: look(3) }));
    expect(run.capture?.step).toBe(3);
  });

  it('holds a hundred thousand steps', () => {
    const run = new RunData(history([]));
    run.apply(
      update(
        1,
        Array.from({ length: 100_000 }, (_, i) => point(i + 1)),
      ),
    );
    expect(run.step.length).toBe(100_000);
    expect(run.step.view()[99_999]).toBe(100_000);
    expect(run.step.firstAtLeast(5_000)).toBe(4_999);
  });
});
