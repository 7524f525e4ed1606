import type { EpochPoint } from '../../shared/run';
import type { StepToX } from '../training/curves';
import { formatCount, timeLeft } from '../training/wording';

export type XAxis = 'step' | 'epoch' | 'time';

/**
 * Where the steps of a run stand on an axis. Between the ends of two epochs, and behind the last one, steps take equally
 * long. Null: the run has no epoch yet that could tell.
 */
export function stepToX(axis: XAxis, epochs: readonly EpochPoint[]): StepToX | null {
  if (axis === 'step') return (step) => step;
  if (epochs.length === 0) return null;
  const steps = [0];
  const xs = [0];
  let seconds = 0;
  for (const epoch of epochs) {
    seconds += epoch.seconds;
    steps.push(epoch.step);
    xs.push(axis === 'epoch' ? epoch.epoch : seconds);
  }
  return (step) => {
    let low = 1;
    let high = steps.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((steps[middle] ?? 0) < step) low = middle + 1;
      else high = middle;
    }
    const [from, to] = [steps[low - 1] ?? 0, steps[low] ?? 0];
    const [start, end] = [xs[low - 1] ?? 0, xs[low] ?? 0];
    return to === from ? end : start + ((step - from) / (to - from)) * (end - start);
  };
}

/** A place on the axis, as short as it can be told; fractions of steps and seconds have no label. */
export function formatX(axis: XAxis, x: number): string {
  switch (axis) {
    case 'step':
      return Number.isInteger(x) ? formatCount(x) : '';
    case 'epoch':
      return String(Number(x.toFixed(2)));
    case 'time':
      return Number.isInteger(x) ? timeLeft(x) : `${Number(x.toFixed(2))} s`;
  }
}

/** Where the pointer stands, in words. */
export function placeWords(axis: XAxis, x: number): string {
  switch (axis) {
    case 'step':
      return `step ${formatCount(Math.max(0, Math.round(x)))}`;
    case 'epoch':
      return `epoch ${Math.max(0, x).toFixed(1)}`;
    case 'time':
      return `after ${x < 10 ? `${Math.max(0, x).toFixed(1)} s` : timeLeft(x)}`;
  }
}
