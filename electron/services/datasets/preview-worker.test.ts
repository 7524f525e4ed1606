import { afterEach, expect, it, vi } from 'vitest';
import type { Preview } from '../../../shared/preview';
import type { PreviewQuestion } from '../../engine/preview/preview-session';
import type { Helper } from '../../worker/supervisor';
import { PreviewWorker } from './preview-worker';

afterEach(() => vi.useRealTimers());

const ANSWER: Preview = { index: 0, label: null, before: { kind: 'text', text: 'a' }, after: [] };
const question = (node: string): PreviewQuestion => ({
  graph: { nodes: {}, wires: [] },
  data: {
    path: 'd',
    read: { reader: 'idx' },
    split: { validation: 0, test: 0, seed: 1 },
    fingerprint: null,
    facts: null,
  },
  dataPath: '/d',
  node,
  sample: 0,
  seed: 0,
  draws: 1,
});

/** Processes that answer when they are told to. */
function helpers() {
  const made: { alive: boolean; closed: number; asked: string[]; answer: (() => void)[]; fail: ((error: Error) => void)[] }[] = [];
  const helper = (): Helper => {
    const one = { alive: true, closed: 0, asked: [] as string[], answer: [] as (() => void)[], fail: [] as ((error: Error) => void)[] };
    made.push(one);
    return {
      get alive() {
        return one.alive;
      },
      preview: ({ node }) =>
        new Promise((resolve, reject) => {
          one.asked.push(node);
          one.answer.push(() => resolve(ANSWER));
          one.fail.push(reject);
        }),
      close: async () => {
        one.alive = false;
        one.closed++;
      },
    };
  };
  return { made, helper };
}

it('asks one process, one question at a time, a new one where it died, and lets it go when nobody asks', async () => {
  vi.useFakeTimers();
  const { made, helper } = helpers();
  const worker = new PreviewWorker({ helper });
  const first = worker.show(question('a'));
  const second = worker.show(question('b'));
  await vi.advanceTimersByTimeAsync(0);
  expect(made.map(({ asked }) => asked)).toEqual([['a']]);
  made[0]?.fail[0]?.(new Error('it died'));
  if (made[0]) made[0].alive = false;
  await expect(first).rejects.toThrow('it died');
  await vi.advanceTimersByTimeAsync(0);
  expect(made.map(({ asked }) => asked)).toEqual([['a'], ['b']]);
  made[1]?.answer[0]?.();
  expect(await second).toEqual(ANSWER);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(made[1]?.closed).toBe(0);
  await vi.advanceTimersByTimeAsync(2000);
  expect(made[1]?.closed).toBe(1);
  await worker.close();
  expect(made[1]?.closed).toBe(1);
});
