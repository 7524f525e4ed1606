import { beforeEach, expect, it, vi } from 'vitest';

let answer: (name: string, input: { readonly step?: number; readonly sample?: number }) => Promise<unknown>;
vi.mock('../app/connect', () => ({
  studio: () => ({ call: (name: string, input: object) => answer(name, input) }),
  asStudioError: (error: unknown) => error,
}));

const { followCaptures, placeOf, showPlace, showProbe, useReplay } = await import('./replay-store');

let steps: number[];
let asked: string[];
/** Answers that wait to be let go. */
let held: (() => void)[] | null;
beforeEach(() => {
  [steps, asked, held] = [[1, 10, 20], [], null];
  answer = async (name, { step, sample }) => {
    if (name === 'runs.captures') return { steps, samples: 3 };
    asked.push(`${step}:${sample}`);
    if (held) await new Promise<void>((go) => held?.push(go));
    return { step, inspections: [`look ${step}:${sample}`] };
  };
  useReplay.setState({ runId: null });
});
const shown = () => useReplay.getState().inspection;

it('shows the newest capture and goes on with the run, until an earlier one is chosen', async () => {
  await followCaptures('r');
  expect(shown()).toBe('look 20:0');
  steps = [1, 10, 20, 30];
  await followCaptures('r');
  expect(shown()).toBe('look 30:0');
  showPlace(1);
  await vi.waitFor(() => expect(shown()).toBe('look 10:0'));
  steps = [1, 10, 20, 30, 40];
  await followCaptures('r');
  expect(shown()).toBe('look 10:0');
  // Every second one went: the nearest is shown.
  steps = [1, 12, 40];
  await followCaptures('r');
  expect(shown()).toBe('look 12:0');
  showPlace(2);
  steps = [1, 12, 40, 60];
  await followCaptures('r');
  expect(shown()).toBe('look 60:0');
});

it('asks once while a slider is dragged, and then for where it was left', async () => {
  await followCaptures('r');
  asked = [];
  held = [];
  for (const place of [0, 1, 0, 1]) showPlace(place);
  showProbe(2);
  const [go] = held;
  held = null;
  go?.();
  await vi.waitFor(() => expect(shown()).toBe('look 10:2'));
  expect(asked).toEqual(['1:0', '10:2']);
});

it('begins anew with another run, and says what is wrong', async () => {
  await followCaptures('r');
  showProbe(1);
  await vi.waitFor(() => expect(shown()).toBe('look 20:1'));
  answer = async () => {
    throw new Error('gone');
  };
  await followCaptures('other');
  expect(useReplay.getState()).toMatchObject({ runId: 'other', steps: [], sample: 0, inspection: null, problem: { message: 'gone' } });
});

it('knows where a step stands', () => {
  expect(placeOf({ steps: [], step: null })).toBe(-1);
  expect(placeOf({ steps: [1, 5, 9], step: null })).toBe(2);
  expect(placeOf({ steps: [1, 5, 9], step: 6 })).toBe(1);
});
