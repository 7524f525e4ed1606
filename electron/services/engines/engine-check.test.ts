import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { EnginesStatus } from '../../../shared/contract';
import { writeProject } from '../../../shared/project/write-project';
import { project } from '../../cli/cli-folder.test-data';
import { type TestCore, temporaryFolder, testCore } from '../../core.test-data';
import { tableText, workerBundle } from '../../worker/run-folder.test-data';
import { forkWorker } from '../../worker/worker-process';
import type { Library } from './engine-check';

/** A library that arrives when the test says so. */
class ArrivingLibrary implements Library {
  now: EnginesStatus['install'] = { state: 'missing', bytes: 274_000_000, source: 'a wheel', sha256: 'abc' };
  asked = 0;
  private readonly listeners = new Set<(state: EnginesStatus['install']) => void>();
  private done: () => void = () => {};
  state = () => this.now;
  fixes = async () => [];
  onChange = (listener: (state: EnginesStatus['install']) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  install = () => {
    this.asked++;
    this.become({ state: 'installing', part: 'Downloading', done: 1, of: 2 });
    return new Promise<void>((done) => {
      this.done = done;
    });
  };
  become(state: EnginesStatus['install']): void {
    this.now = state;
    if (state.state !== 'installing') this.done();
    for (const listener of this.listeners) listener(state);
  }
}

let entry = '';
let folder = '';
let remove = async () => {};
let library: ArrivingLibrary;
let t: TestCore;
beforeAll(async () => {
  entry = await workerBundle();
}, 120_000);
beforeEach(async () => {
  ({ folder, remove } = await temporaryFolder());
  library = new ArrivingLibrary();
  t = testCore(path.join(folder, 'data'), { library, spawnWorker: forkWorker(entry) });
});
afterEach(async () => {
  await t.core.close();
  await remove();
});

it('the library is asked for with the first window, and its arrival is told', async () => {
  expect(library.asked).toBe(0);
  const w = t.window('w');
  expect(library.asked).toBe(1);
  const status = await w.call('engines.status', {});
  expect(status.chosen).toBe('cpu');
  expect(status.engines.find((e) => e.name === 'tensorflow')).toMatchObject({ available: false, reason: 'its library is being installed' });
  library.become({ state: 'failed', message: 'no network' });
  await expect
    .poll(() => w.heard.filter((e) => e.event === 'engines.changed').map((e) => (e.data as EnginesStatus).install.state))
    .toEqual(expect.arrayContaining(['installing', 'failed']));
  expect((await w.call('engines.status', {})).fixes).not.toEqual([]);
});

it('a run waits for the library unless the slower engine was chosen', async () => {
  const w = t.window('w');
  await writeFile(path.join(folder, 'colours.csv'), tableText());
  const file = path.join(folder, 'p.attention.json');
  await writeFile(file, writeProject(project));
  const { projectId } = await w.call('projects.open', { path: file });
  const stateOf = async (id: string) => (await w.call('runs.list', { projectId })).find((run) => run.id === id)?.state;
  const waiting = await w.call('runs.start', { projectId, training: { ...project.training, engine: 'auto', epochs: 1 } });
  expect(waiting.state).toBe('queued');
  const slower = await w.call('runs.start', { projectId, training: { ...project.training, engine: 'cpu', epochs: 1 } });
  await expect.poll(() => stateOf(slower.id), { timeout: 20_000 }).toBe('finished');
  expect(await stateOf(waiting.id)).toBe('queued');
  // It never came: the run takes the engine that is there, and says so.
  library.become({ state: 'failed', message: 'no network' });
  await expect.poll(() => stateOf(waiting.id), { timeout: 20_000 }).toBe('finished');
});
