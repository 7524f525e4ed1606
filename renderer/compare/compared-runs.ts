import { useMemo } from 'react';
import type { RunData } from '../training/run-data';
import { useCompare } from './compare-store';
import { markOf, type RunMark } from './run-marks';

/** A run whose story is here, with its mark. */
export interface ComparedRun {
  readonly id: string;
  readonly run: RunData;
  readonly mark: RunMark;
  readonly hidden: boolean;
}

/** The chosen runs that have arrived, by place. A new list whenever one of them learned something. */
export function useComparedRuns(): readonly ComparedRun[] {
  const { chosen, runs, hidden, tick } = useCompare();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the runs change in place; the tick tells
  return useMemo(
    () =>
      chosen.flatMap(({ runId: id, place }): readonly ComparedRun[] => {
        const run = runs.get(id);
        return run ? [{ id, run, mark: markOf(place), hidden: hidden.has(id) }] : [];
      }),
    [chosen, runs, hidden, tick],
  );
}
