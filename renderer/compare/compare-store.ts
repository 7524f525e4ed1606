import { useEffect } from 'react';
import { create } from 'zustand';
import type { FrozenRun, RunUpdate } from '../../shared/run';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio, useLink } from '../app/connect';
import { RunData } from '../training/run-data';
import { useRuns } from '../training/runs-store';
import { MOST_COMPARED } from './run-marks';
import type { XAxis } from './x-axis';

/** A run in the comparison. Its place, from 0, gives it its mark and stays while others come and go. */
export interface Compared {
  readonly runId: string;
  readonly place: number;
}

interface CompareState {
  /** By place. */
  readonly chosen: readonly Compared[];
  /** Runs whose curves are not drawn now. */
  readonly hidden: ReadonlySet<string>;
  /** Curves and figures of what is chosen, as far as they came. They change in place: `tick` counts. */
  readonly runs: ReadonlyMap<string, RunData>;
  readonly frozen: ReadonlyMap<string, FrozenRun>;
  readonly tick: number;
  /** The two whose differences are listed; null: the first and the second. */
  readonly base: string | null;
  readonly other: string | null;
  readonly axis: XAxis;
  readonly smooth: boolean;
  /** Why a run could not be read. */
  readonly problem: StudioError | null;
}

const EMPTY: CompareState = {
  chosen: [],
  hidden: new Set(),
  runs: new Map(),
  frozen: new Map(),
  tick: 0,
  base: null,
  other: null,
  axis: 'step',
  smooth: true,
  problem: null,
};

export const useCompare = create<CompareState>(() => EMPTY);

/** Runs whose story is on its way, and the updates that came meanwhile. */
const loading = new Map<string, RunUpdate[]>();
let redrawing = false;

/** Live runs redraw everything a few times a second, however many there are. */
const REDRAW_MS = 150;

function redrawSoon(): void {
  if (redrawing) return;
  redrawing = true;
  setTimeout(() => {
    redrawing = false;
    useCompare.setState((s) => ({ tick: s.tick + 1 }));
  }, REDRAW_MS);
}

function isChosen(runId: string): boolean {
  return useCompare.getState().chosen.some((run) => run.runId === runId);
}

/** The first place that no run has; null: all are taken. */
export function freePlace(chosen: readonly Compared[]): number | null {
  for (let place = 0; place < MOST_COMPARED; place++) if (chosen.every((run) => run.place !== place)) return place;
  return null;
}

/** Takes a run into the comparison, or out of it. Nothing happens where all places are taken. */
export function toggleCompared(runId: string): void {
  useCompare.setState((s) => {
    if (s.chosen.some((run) => run.runId === runId)) return { chosen: s.chosen.filter((run) => run.runId !== runId) };
    const place = freePlace(s.chosen);
    return place === null ? {} : { chosen: [...s.chosen, { runId, place }].sort((a, b) => a.place - b.place) };
  });
}

/** Draws the curves of a run, or leaves them out. */
export function toggleDrawn(runId: string): void {
  useCompare.setState((s) => {
    const hidden = new Set(s.hidden);
    if (!hidden.delete(runId)) hidden.add(runId);
    return { hidden };
  });
}

/** The two whose differences are listed: those asked for as long as they are chosen, else the first ones. Null: fewer than two. */
export function pairOf(s: Pick<CompareState, 'chosen' | 'base' | 'other'>): readonly [base: string, other: string] | null {
  const ids = s.chosen.map((run) => run.runId);
  const base = s.base !== null && ids.includes(s.base) ? s.base : ids.find((id) => id !== s.other);
  const other = s.other !== null && s.other !== base && ids.includes(s.other) ? s.other : ids.find((id) => id !== base);
  return base === undefined || other === undefined ? null : [base, other];
}

/** Runs that were deleted, and those of another project, leave the comparison. */
export function useOnlyListed(): void {
  const runs = useRuns((s) => s.runs);
  useEffect(() => {
    const listed = new Set(runs.map((run) => run.id));
    const { chosen } = useCompare.getState();
    if (chosen.some((run) => !listed.has(run.runId))) useCompare.setState({ chosen: chosen.filter((run) => listed.has(run.runId)) });
  }, [runs]);
}

/** Fetches what a run froze and its whole story. */
async function load(runId: string): Promise<void> {
  if (loading.has(runId)) return;
  const early: RunUpdate[] = [];
  loading.set(runId, early);
  let gap = false;
  try {
    const [history, frozen] = await Promise.all([studio().call('runs.history', { runId }), studio().call('runs.frozen', { runId })]);
    const run = new RunData(history);
    for (const update of early) if (run.apply(update) === 'gap') gap = true;
    useCompare.setState((s) => ({
      runs: new Map(s.runs).set(runId, run),
      frozen: new Map(s.frozen).set(runId, frozen),
      tick: s.tick + 1,
      problem: null,
    }));
  } catch (error) {
    if (isChosen(runId)) useCompare.setState({ problem: asStudioError(error) });
  } finally {
    loading.delete(runId);
  }
  if (gap) await load(runId);
}

function loadMissing(): void {
  const { chosen, runs } = useCompare.getState();
  for (const { runId } of chosen) if (!runs.has(runId)) void load(runId);
}

function onUpdate(update: RunUpdate): void {
  loading.get(update.runId)?.push(update);
  const { runs, frozen } = useCompare.getState();
  const run = runs.get(update.runId);
  if (!run || !isChosen(update.runId)) return;
  const applied = run.apply(update);
  // A run that was still waiting learns what computes it.
  const begun = update.info.engine !== null && frozen.get(update.runId)?.engine === null;
  if (applied === 'gap' || begun) void load(update.runId);
  else if (applied === 'applied') redrawSoon();
}

/** Follows what is chosen for as long as it is compared. Returns how to stop. */
export function followCompared(): () => void {
  const again = () => {
    useCompare.setState({ runs: new Map(), frozen: new Map() });
    loadMissing();
  };
  const stops = [
    studio().on('run.update', onUpdate),
    useCompare.subscribe((now, before) => now.chosen !== before.chosen && loadMissing()),
    useLink.subscribe((now, before) => now.link === 'open' && before.link === 'lost' && again()),
  ];
  // What happened to them while nobody looked is not known.
  again();
  return () => {
    for (const stop of stops) stop();
  };
}
