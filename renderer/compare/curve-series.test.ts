import { describe, expect, it } from 'vitest';
import { RunData } from '../training/run-data';
import { someRun } from '../training/some-run.test-data';
import type { ComparedRun } from './compared-runs';
import { commonMetric, endOf, runCurves, seriesOf } from './curve-series';
import { markOf } from './run-marks';

const epoch = (number: number, step: number, metrics: Record<string, number> = { accuracy: 0.5, val_accuracy: 0.6 }) => ({
  epoch: number,
  step,
  loss: 1 / number,
  val_loss: 1.1 / number,
  metrics,
  seconds: 3,
  samples_per_second: 10,
});
function compared(place: number, steps: number, epochs: RunData['epochs'], hidden = false): ComparedRun {
  const points = Array.from({ length: steps }, (_, i) => ({ step: i + 1, loss: 1 / (i + 1), accuracy: 0.5, learningRate: 0.1 }));
  const run = new RunData({ info: someRun({ id: `r${place}` }), seq: 0, steps: points, epochs, log: [] });
  return { id: `r${place}`, run, mark: markOf(place), hidden };
}

const one = compared(0, 20, [epoch(1, 10), epoch(2, 20)]);
const other = compared(1, 40, [epoch(1, 40)]);
const fresh = compared(2, 5, []);
const loss = { metric: 'loss', part: 'training' } as const;

describe('the curves of compared runs', () => {
  it('lie over each other by step, each smoothed with its steps behind', () => {
    const curves = runCurves([one, other], loss, 'step', true);
    expect(curves.map(({ curve, behind }) => [curve.y.length, behind?.y.length])).toEqual([
      [20, 20],
      [40, 40],
    ]);
    expect(endOf(curves)).toBe(40);
    const styles = seriesOf(curves).map(({ style }) => style);
    expect(styles.map((style) => style.faint ?? false)).toEqual([true, true, false, false]);
    // Never the colour alone.
    expect(styles[2]?.dash).toBeUndefined();
    expect(styles[3]?.dash).toEqual(markOf(1).dash);
  });

  it('are every step where nothing is smoothed', () => {
    const [curve] = runCurves([one], loss, 'step', false);
    expect(curve?.behind).toBeNull();
    expect(curve?.curve.y.at(1)).toBe(0.5);
  });

  it('stretch over epochs or seconds, of runs that have an epoch', () => {
    const byEpoch = runCurves([one, other, fresh], loss, 'epoch', true);
    expect(byEpoch.map(({ compared: { id }, curve }) => [id, curve.x(19)])).toEqual([
      ['r0', 2],
      ['r1', 0.5],
    ]);
    expect(endOf(runCurves([one], { metric: 'accuracy', part: 'validation' }, 'time', true))).toBe(6);
  });

  it('leave out what is hidden, and what does not tell the metric', () => {
    expect(runCurves([{ ...one, hidden: true }, other], loss, 'step', true).map((c) => c.compared.id)).toEqual(['r1']);
    expect(runCurves([fresh], { metric: 'accuracy', part: 'validation' }, 'step', true)).toEqual([]);
    expect(endOf([])).toBe(0);
  });

  it('are of the metric that most can be compared by', () => {
    const regression = compared(3, 0, [epoch(1, 10, { mae: 1, val_mae: 2 })]);
    expect(commonMetric([regression.run])).toBe('mae');
    expect(commonMetric([regression.run, one.run])).toBe('accuracy');
    expect(commonMetric([])).toBeNull();
  });
});
