import { create } from 'zustand';
import type { RunInfo, RunUpdate } from '../../shared/run';
import type { StudioError } from '../../shared/studio-error';
import type { TrainingSettings } from '../../shared/training';
import { asStudioError, studio } from '../app/connect';
import { RunData } from './run-data';

interface RunsState {
  readonly projectId: string | null;
  /** Newest first. */
  readonly runs: readonly RunInfo[];
  /** The run that the dock shows. */
  readonly current: RunData | null;
  /** Counts what `current` learned: it changes in place. */
  readonly tick: number;
  /** Why the last wish could not be met. */
  readonly problem: StudioError | null;
}

export const useRuns = create<RunsState>(() => ({ projectId: null, runs: [], current: null, tick: 0, problem: null }));

type Ended = (info: RunInfo) => void;
const endListeners = new Set<Ended>();

/** Calls back when a run that was under way is trained, stopped or failed while the window watches. */
export function onRunEnd(listener: Ended): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

/** The run whose history is on its way, and the updates that came meanwhile. */
let loading: { readonly id: string; readonly early: RunUpdate[] } | null = null;
let listening = false;

function withInfo(runs: readonly RunInfo[], info: RunInfo): readonly RunInfo[] {
  if (runs.some((run) => run.id === info.id)) return runs.map((run) => (run.id === info.id ? info : run));
  return [info, ...runs];
}

function noteEnd(before: RunInfo | undefined, now: RunInfo): void {
  const ended = now.state === 'finished' || now.state === 'failed';
  if (ended && before && before.state !== 'finished' && before.state !== 'failed') for (const listener of endListeners) listener(now);
}

function onUpdate(update: RunUpdate): void {
  const state = useRuns.getState();
  if (update.info.projectId !== state.projectId) return;
  const before = state.runs.find((run) => run.id === update.runId);
  useRuns.setState({ runs: withInfo(state.runs, update.info) });
  if (loading?.id === update.runId) {
    loading.early.push(update);
  } else if (state.current?.info.id === update.runId) {
    const applied = state.current.apply(update);
    if (applied === 'applied') useRuns.setState({ tick: state.tick + 1 });
    else if (applied === 'gap') void openRun(update.runId);
  }
  noteEnd(before, update.info);
}

/** Shows a run: fetches its whole story, then follows it. */
export async function openRun(runId: string): Promise<void> {
  if (loading?.id === runId) return;
  const mine = { id: runId, early: [] as RunUpdate[] };
  loading = mine;
  try {
    const run = new RunData(await studio().call('runs.history', { runId }));
    if (loading !== mine) return;
    loading = null;
    let gap = false;
    for (const update of mine.early) if (run.apply(update) === 'gap') gap = true;
    useRuns.setState((state) => ({ current: run, tick: state.tick + 1, runs: withInfo(state.runs, run.info) }));
    if (gap) await openRun(runId);
  } catch (error) {
    if (loading === mine) loading = null;
    useRuns.setState({ problem: asStudioError(error) });
  }
}

/** Lists the runs of a project and shows the newest. Also after a lost connection. */
export async function followProject(projectId: string | null): Promise<void> {
  if (!listening) {
    listening = true;
    studio().on('run.update', onUpdate);
  }
  const same = useRuns.getState().projectId === projectId;
  if (!same) {
    loading = null;
    useRuns.setState({ projectId, runs: [], current: null, problem: null });
  }
  if (projectId === null) return;
  try {
    const listed = await studio().call('runs.list', { projectId });
    const state = useRuns.getState();
    if (state.projectId !== projectId) return;
    const runs = [...listed].sort((a, b) => b.created.localeCompare(a.created));
    const earlier = state.runs;
    useRuns.setState({ runs });
    const shown = state.current?.info.id ?? runs[0]?.id;
    if (shown !== undefined && runs.some((run) => run.id === shown)) await openRun(shown);
    else if (state.current) useRuns.setState({ current: null });
    for (const run of runs)
      noteEnd(
        earlier.find((known) => known.id === run.id),
        run,
      );
  } catch (error) {
    useRuns.setState({ problem: asStudioError(error) });
  }
}

async function attempt(action: () => Promise<void>): Promise<boolean> {
  useRuns.setState({ problem: null });
  try {
    await action();
    return true;
  } catch (error) {
    useRuns.setState({ problem: asStudioError(error) });
    return false;
  }
}

/** Starts a run with the project's settings, or with these. Resolves with why it could not be started, else null. */
export async function startRun(training: TrainingSettings | null): Promise<StudioError | null> {
  const { projectId } = useRuns.getState();
  if (projectId === null) return null;
  try {
    const info = await studio().call('runs.start', { projectId, training });
    useRuns.setState((state) => ({ runs: withInfo(state.runs, state.runs.find((run) => run.id === info.id) ?? info) }));
    await openRun(info.id);
    return null;
  } catch (error) {
    return asStudioError(error);
  }
}

export function pauseRun(runId: string): Promise<boolean> {
  return attempt(async () => void (await studio().call('runs.pause', { runId })));
}

export function resumeRun(runId: string): Promise<boolean> {
  return attempt(async () => void (await studio().call('runs.resume', { runId })));
}

export function stopRun(runId: string): Promise<boolean> {
  return attempt(async () => void (await studio().call('runs.stop', { runId })));
}

export function extendRun(runId: string, epochs: number): Promise<boolean> {
  return attempt(async () => {
    await studio().call('runs.extend', { runId, epochs });
    await openRun(runId);
  });
}

export function renameRun(runId: string, name: string): Promise<boolean> {
  return attempt(async () => {
    await studio().call('runs.rename', { runId, name });
    useRuns.setState((state) => ({ runs: state.runs.map((run) => (run.id === runId ? { ...run, name } : run)) }));
    const { current, tick } = useRuns.getState();
    if (current?.info.id === runId) {
      current.info = { ...current.info, name };
      useRuns.setState({ tick: tick + 1 });
    }
  });
}

/** Tags and pins a run; what `labels` leaves out stays. */
export function labelRun(runId: string, labels: { readonly tags?: string[]; readonly pinned?: boolean }): Promise<boolean> {
  return attempt(async () => {
    await studio().call('runs.label', { runId, ...labels });
    useRuns.setState((state) => ({ runs: state.runs.map((run) => (run.id === runId ? { ...run, ...labels } : run)) }));
  });
}

/** As people read lists of runs: pinned ones before the others, each kind in its order. */
export function pinnedFirst(runs: readonly RunInfo[]): readonly RunInfo[] {
  return [...runs.filter((run) => run.pinned), ...runs.filter((run) => !run.pinned)];
}

export function deleteRun(runId: string): Promise<boolean> {
  return attempt(async () => {
    await studio().call('runs.delete', { runId });
    const { runs, current } = useRuns.getState();
    const left = runs.filter((run) => run.id !== runId);
    useRuns.setState({ runs: left });
    if (current?.info.id !== runId) return;
    useRuns.setState({ current: null });
    const next = left[0];
    if (next) await openRun(next.id);
  });
}

/** Takes the last problem off the screen. */
export function dismissProblem(): void {
  useRuns.setState({ problem: null });
}
