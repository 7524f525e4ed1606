import { useEffect, useRef, useState } from 'react';
import type { RunData } from './run-data';
import { useRuns } from './runs-store';

/** The shown run, drawn anew at most every `pause` milliseconds while it learns. `tick` changes with it. */
export function useRun(pause = 100): { readonly run: RunData | null; readonly tick: number } {
  const run = useRuns((s) => s.current);
  const [tick, setTick] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    const stop = useRuns.subscribe((now, before) => {
      if (now.tick === before.tick || timer.current !== null) return;
      timer.current = setTimeout(() => {
        timer.current = null;
        setTick((old) => old + 1);
      }, pause);
    });
    return () => {
      stop();
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
  }, [pause]);
  return { run, tick };
}
