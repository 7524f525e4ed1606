import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Look, ProbeSample } from '../worker/capture-file';
import { listCaptures, readCapture } from '../worker/read-captures';
import { CaptureStore } from './capture-store';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'captures-ä-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sample = (index: number): ProbeSample => ({
  sample: { index, split: 'validation', label: 'x', content: { kind: 'table', columns: [], values: [] } },
  seen: null,
});
const looks = (weight: number): Look[] => [
  {
    predictions: [],
    attention: [
      {
        node: 'n',
        kind: 'Attention',
        title: 'N',
        map: 'matrix',
        queries: { kind: 'plain', count: 1 },
        keys: { kind: 'plain', count: 2 },
        scores: [[[weight, 1 - weight]]],
      },
    ],
  },
];

it('drops every second capture once they outgrow their bounds, and then takes half as many', async () => {
  const store = await CaptureStore.open(folder, [sample(5)], 0, { most: 8 });
  for (let step = 10; step <= 90; step += 10) {
    expect(store.wants(step)).toBe(true);
    await store.add(step, looks(0.2));
  }
  expect(store.steps).toEqual([10, 30, 50, 70, 90]);
  expect(await listCaptures(folder)).toEqual(store.steps);
  expect(store.wants(100)).toBe(false);
  expect(store.wants(110)).toBe(true);

  const bytes = await CaptureStore.open(path.join(folder, 'b'), [sample(5)], 0, { budget: 1500 });
  for (let step = 1; step <= 40; step++) if (bytes.wants(step)) await bytes.add(step, looks(0.2));
  expect(bytes.steps.length).toBeLessThan(7);
  expect(bytes.steps.at(-1)).toBeGreaterThan(30);
  // A run that goes on does not begin to take them all again.
  const again = await CaptureStore.open(path.join(folder, 'b'), [sample(5)], 40, { budget: 1500 });
  expect(again.wants((again.steps.at(-1) ?? 0) + 1)).toBe(false);
});

it('forgets what will be done again, what a crash cut, and what is of other samples', async () => {
  const first = await CaptureStore.open(folder, [sample(5)], 0);
  for (const step of [1, 20, 40]) await first.add(step, looks(0.3));
  await writeFile(path.join(folder, 'attention', 'step-000000050.maps.tmp'), 'half');
  const second = await CaptureStore.open(folder, [sample(5)], 20);
  expect(second.steps).toEqual([1, 20]);
  expect(await readdir(path.join(folder, 'attention'))).toEqual(['samples.json', 'step-000000001.maps', 'step-000000020.maps']);
  const [read] = await readCapture(folder, 20, null);
  expect(read?.sample.index).toBe(5);
  expect(read?.attention[0]?.scores[0]?.[0]?.[0]).toBeCloseTo(0.3, 3);
  expect((await CaptureStore.open(folder, [sample(6)], 20)).steps).toEqual([]);
  expect(await listCaptures(folder)).toEqual([]);
});

it('says which step was not kept, and which is damaged', async () => {
  const store = await CaptureStore.open(folder, [sample(5)], 0);
  await store.add(7, looks(0.5));
  await expect(readCapture(folder, 8, null)).rejects.toThrow('step 8');
  expect(await readCapture(folder, 7, 3)).toEqual([]);
  await writeFile(path.join(folder, 'attention', 'step-000000007.maps'), 'rubbish that is long enough');
  await expect(readCapture(folder, 7, null)).rejects.toThrow('damaged');
});
