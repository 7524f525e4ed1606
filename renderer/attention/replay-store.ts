import { create } from 'zustand';
import type { Inspection } from '../../shared/run';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';

/** What a run looked at while it trained: where on its way the window stands. */
interface ReplayState {
  readonly runId: string | null;
  /** Steps whose maps were kept, rising. */
  readonly steps: readonly number[];
  /** How many probe samples there are, and which one is shown. */
  readonly samples: number;
  readonly sample: number;
  /** The step that is shown; null: the newest, also when newer ones come. */
  readonly step: number | null;
  readonly inspection: Inspection | null;
  readonly problem: StudioError | null;
}

const fresh: Omit<ReplayState, 'runId'> = { steps: [], samples: 0, sample: 0, step: null, inspection: null, problem: null };

export const useReplay = create<ReplayState>(() => ({ runId: null, ...fresh }));

/** Index of the captured step that stands nearest to the wished one: captures thin out while a run goes on. */
export function placeOf({ steps, step }: Pick<ReplayState, 'steps' | 'step'>): number {
  if (step === null) return steps.length - 1;
  let best = 0;
  for (const [i, at] of steps.entries()) if (Math.abs(at - step) < Math.abs((steps[best] ?? 0) - step)) best = i;
  return best;
}

let fetching = false;
let again = false;

/** Fetches what is to be shown now. While one answer is on its way, only the newest wish waits. */
async function show(): Promise<void> {
  again = true;
  if (fetching) return;
  fetching = true;
  while (again) {
    again = false;
    const state = useReplay.getState();
    const { runId, sample } = state;
    const step = state.steps[placeOf(state)];
    if (runId === null || step === undefined) break;
    try {
      const { inspections } = await studio().call('runs.capture', { runId, step, sample });
      if (useReplay.getState().runId === runId) useReplay.setState({ inspection: inspections[0] ?? null, problem: null });
    } catch (error) {
      if (useReplay.getState().runId === runId) useReplay.setState({ problem: asStudioError(error) });
    }
  }
  fetching = false;
}

/** Lists what was captured of a run so far, and shows it. Called again whenever there may be more. */
export async function followCaptures(runId: string): Promise<void> {
  if (useReplay.getState().runId !== runId) useReplay.setState({ runId, ...fresh });
  try {
    const { steps, samples } = await studio().call('runs.captures', { runId });
    const state = useReplay.getState();
    if (state.runId !== runId) return;
    const before = state.steps[placeOf(state)];
    useReplay.setState({ steps, samples, sample: Math.min(state.sample, Math.max(0, samples - 1)) });
    const now = useReplay.getState();
    if (now.inspection === null || now.steps[placeOf(now)] !== before) await show();
  } catch (error) {
    if (useReplay.getState().runId === runId) useReplay.setState({ problem: asStudioError(error) });
  }
}

/** Shows a captured step by its index; the last one goes on with the run. */
export function showPlace(place: number): void {
  const { steps } = useReplay.getState();
  useReplay.setState({ step: place >= steps.length - 1 ? null : (steps[Math.max(0, place)] ?? null) });
  void show();
}

export function showProbe(sample: number): void {
  useReplay.setState({ sample });
  void show();
}
