import { create } from 'zustand';
import type { SampleView } from '../../shared/dataset';
import type { AttentionMapData, Capture, Evaluation, Inspection, OwnInput } from '../../shared/run';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';

/** A question to the trained model: on its way, answered, or refused. */
export interface Answer<T> {
  readonly busy: boolean;
  readonly value: T | null;
  readonly problem: StudioError | null;
}

const nothing = { busy: false, value: null, problem: null } as const;

interface ResultsState {
  /** The run that was asked. */
  readonly runId: string | null;
  readonly evaluation: Answer<Evaluation>;
  /** A sample of the data set. */
  readonly inspection: Answer<Inspection>;
  /** An input of the person's own. */
  readonly tried: Answer<Inspection>;
  /** The newest maps by node, for the thumbnails on the canvas. */
  readonly latestMaps: { readonly [node: string]: AttentionMapData };
  /** The newest inspection of a data set sample, also while training. */
  readonly glimpse: Inspection | null;
}

const fresh: Omit<ResultsState, 'runId'> = { evaluation: nothing, inspection: nothing, tried: nothing, latestMaps: {}, glimpse: null };

export const useResults = create<ResultsState>(() => ({ runId: null, ...fresh }));

/** Forgets the answers of another run. */
export function showResultsOf(runId: string | null): void {
  if (useResults.getState().runId !== runId) useResults.setState({ runId, ...fresh });
}

/** Forgets what an earlier training of the same run answered. */
export function forgetResults(): void {
  useResults.setState(fresh);
}

type Question = 'evaluation' | 'inspection' | 'tried';
const latest: Record<Question, number> = { evaluation: 0, inspection: 0, tried: 0 };

async function ask<Q extends Question>(question: Q, runId: string, call: () => Promise<NonNullable<ResultsState[Q]['value']>>) {
  const mine = ++latest[question];
  const current = () => mine === latest[question] && useResults.getState().runId === runId;
  const before: Answer<unknown> = useResults.getState()[question];
  useResults.setState({ [question]: { busy: true, value: before.value, problem: null } });
  try {
    const value = await call();
    if (!current()) return null;
    useResults.setState({ [question]: { busy: false, value, problem: null } });
    return value;
  } catch (error) {
    if (current()) useResults.setState({ [question]: { busy: false, value: null, problem: asStudioError(error) } });
    return null;
  }
}

function rememberMaps(maps: readonly AttentionMapData[]): void {
  if (maps.length > 0) useResults.setState({ latestMaps: Object.fromEntries(maps.map((map) => [map.node, map])) });
}

export async function evaluateRun(runId: string): Promise<void> {
  showResultsOf(runId);
  await ask('evaluation', runId, () => studio().call('runs.evaluate', { runId }));
}

/** @param index null: a held-out sample that shows well */
export async function inspectSample(runId: string, index: number | null): Promise<void> {
  showResultsOf(runId);
  const found = await ask('inspection', runId, () => studio().call('runs.inspect', { runId, index }));
  if (!found) return;
  useResults.setState({ glimpse: found });
  rememberMaps(found.attention);
}

export async function tryInput(runId: string, input: OwnInput): Promise<void> {
  showResultsOf(runId);
  const found = await ask('tried', runId, () => studio().call('runs.try', { runId, input }));
  if (found) rememberMaps(found.attention);
}

let shown: Capture | null = null;

/** A look at a held-out sample that was taken while training. */
export function showCapture(runId: string, capture: Capture): void {
  showResultsOf(runId);
  if (capture === shown && useResults.getState().glimpse) return;
  shown = capture;
  useResults.setState({ glimpse: capture.inspection });
  rememberMaps(capture.inspection.attention);
}

/** The samples behind a cell of the confusion matrix of one output. */
export function cellSamples(
  runId: string,
  actual: number,
  predicted: number,
  offset: number,
  output = 0,
): Promise<{ readonly total: number; readonly samples: readonly SampleView[] }> {
  return studio().call('runs.cell', { runId, output, actual, predicted, offset, limit: 60 });
}
