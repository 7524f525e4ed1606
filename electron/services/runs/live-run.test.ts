import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunUpdate, StepPoint } from '../../../shared/run';
import { runUpdate } from '../../../shared/run';
import { project } from '../../cli/cli-folder.test-data';
import { RUN_VERSION, type RunFile } from '../../worker/run-file';
import { LiveRun } from './live-run';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const data = project.data;
if (!data) throw new Error('the test project has data');
const file: RunFile = {
  format: 'attention-studio-run',
  version: RUN_VERSION,
  id: 'r',
  projectName: 'p',
  created: '2026-01-01T00:00:00.000Z',
  state: 'queued',
  failure: null,
  graph: project.graph,
  training: { ...project.training, epochs: 1000 },
  data,
  app: { version: '0', node: 'v20', platform: 'linux-x64' },
  engine: null,
  parameters: 59,
  samples: { train: 72, validation: 24, test: 24 },
  preprocessing: null,
  evaluation: null,
};

function live() {
  const told: { at: number; update: RunUpdate }[] = [];
  const run = new LiveRun(
    { projectId: 'p', dir: '/r', file, name: 'Run 1', steps: [], epochs: [], log: [], diskBytes: 0 },
    (update) => void told.push({ at: Date.now(), update: runUpdate.parse(update) }),
  );
  const started = (step: number) =>
    run.apply({
      type: 'started',
      engine: {
        name: 'cpu',
        device: 'd',
        version: '1',
        reason: 'r',
        step: 'eager',
        xla: false,
        precision: 'float32',
        threads: null,
        stepReason: 's',
      },
      samples: { train: 72, validation: 24, test: 24 },
      parameters: 59,
      epochs: 1000,
      stepsPerEpoch: 9,
      step,
    });
  run.move('preparing');
  return { run, told, started };
}
const point = (step: number): StepPoint => ({ step, loss: 1 / step, accuracy: null, learningRate: 0.1 });
const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => point(from + i));

it('a thousand reports a second become at most twenty updates, with nothing lost, twice or out of order', async () => {
  const { run, told, started } = live();
  started(0);
  for (let i = 1; i <= 3000; i++) {
    run.apply({ type: 'steps', points: [point(i)], samplesPerSecond: 8000 });
    await vi.advanceTimersByTimeAsync(1);
  }
  run.flush(true);
  expect(told.length).toBeLessThanOrEqual(62);
  expect(told.length).toBeGreaterThan(40);
  expect(told.map((t) => t.update.seq)).toEqual(told.map((_, i) => i + 1));
  expect(told.flatMap((t) => t.update.steps)).toEqual(steps(1, 3000));
  expect(told.at(-1)?.update.info.progress).toMatchObject({
    step: 3000,
    steps: 9000,
    samplesPerSecond: 8000,
    secondsLeft: (6000 * 8) / 8000,
  });
});

it('a window that comes late has the same story: history, then the updates behind its number', async () => {
  const { run, told, started } = live();
  started(0);
  run.apply({ type: 'steps', points: steps(1, 10), samplesPerSecond: 1 });
  const history = run.history();
  expect(history.steps).toEqual(steps(1, 10));
  run.apply({ type: 'steps', points: steps(11, 20), samplesPerSecond: 1 });
  await vi.advanceTimersByTimeAsync(100);
  const later = told.filter((t) => t.update.seq > history.seq);
  expect([...history.steps, ...later.flatMap((t) => t.update.steps)]).toEqual(steps(1, 20));
  expect(later[0]?.update.seq).toBe(history.seq + 1);
});

it('after a crash the steps that come again replace the lost ones, and windows are made to ask', async () => {
  const { run, told, started } = live();
  started(0);
  run.apply({ type: 'steps', points: steps(1, 30), samplesPerSecond: 1 });
  await vi.advanceTimersByTimeAsync(100);
  const before = told.at(-1)?.update.seq ?? 0;
  started(20);
  run.apply({ type: 'steps', points: steps(21, 40), samplesPerSecond: 1 });
  await vi.advanceTimersByTimeAsync(100);
  expect(told.at(-1)?.update.seq).toBeGreaterThan(before + 1);
  expect(run.history().steps).toEqual(steps(1, 40));
});

it('an update tells the state and why it failed', async () => {
  const { run, told, started } = live();
  started(0);
  run.move('failed', { kind: 'nan', message: 'NaN', advice: null, node: 'dense' });
  await vi.advanceTimersByTimeAsync(100);
  expect(told.at(-1)?.update.info).toMatchObject({ state: 'failed', failure: { node: 'dense' } });
  expect(() => run.move('running')).toThrow('from failed to running');
});

it('the newest look goes with the next update once, and stays in the history until training goes back behind it', async () => {
  const { run, told, started } = live();
  started(0);
  const look = (step: number) => ({
    step,
    inspection: {
      sample: { index: 1, split: 'validation', label: 'a', content: { kind: 'text', text: 't' } } as const,
      seen: null,
      predictions: [],
      attention: [],
    },
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(run.history()).not.toHaveProperty('capture');
  const before = told.length;
  run.apply({ type: 'capture', capture: look(3) });
  run.apply({ type: 'capture', capture: look(9) });
  await vi.advanceTimersByTimeAsync(100);
  run.apply({ type: 'steps', points: steps(1, 10), samplesPerSecond: 1 });
  await vi.advanceTimersByTimeAsync(100);
  expect(told.slice(before).map((t) => t.update.capture?.step)).toEqual([9, undefined]);
  expect(run.history().capture).toEqual(look(9));
  started(5);
  expect(run.history().capture).toBeUndefined();
});

it('thinned curves are replaced by those on the disk, and windows are made to ask', async () => {
  const { run, told, started } = live();
  started(0);
  run.apply({ type: 'thinned' });
  run.apply({ type: 'steps', points: [point(2), point(40)], samplesPerSecond: 1 });
  await vi.advanceTimersByTimeAsync(100);
  const before = told.at(-1)?.update.seq ?? 0;
  expect(run.thinned).toBe(true);
  run.reread(steps(1, 40), []);
  await vi.advanceTimersByTimeAsync(100);
  expect(told.at(-1)?.update).toMatchObject({ steps: [], epochs: [] });
  expect(told.at(-1)?.update.seq).toBeGreaterThan(before + 1);
  expect(run.history().steps).toEqual(steps(1, 40));
  expect(run.thinned).toBe(false);
});
