import { describe, expect, it } from 'vitest';
import type { Curve } from '../charts/curve';
import { curvesOf, headline, watchedMetric } from './curves';
import { RunData } from './run-data';
import { someRun } from './some-run.test-data';

const epochs = [
  { epoch: 1, step: 2, loss: 0.5, val_loss: 0.4, metrics: { accuracy: 0.8, val_accuracy: 0.75 }, seconds: 1, samples_per_second: 2 },
  { epoch: 2, step: 4, loss: 0.3, val_loss: 0.35, metrics: { accuracy: 0.9, val_accuracy: 0.85 }, seconds: 1, samples_per_second: 2 },
];
const steps = [1, 2, 3, 4].map((step) => ({ step, loss: 1 / step, accuracy: step / 10, learningRate: 0.1 }));

const pointsOf = ({ x, y }: Curve) => [...y.view()].map((value, i) => [x(i), value]);

describe('curves', () => {
  it('put validation at the end of its epoch on the axis of steps', () => {
    const run = new RunData({ info: someRun(), seq: 0, steps, epochs, log: [] });
    expect(pointsOf(curvesOf(run, 'loss').validation)).toEqual([
      [2, 0.4],
      [4, 0.35],
    ]);
    expect(curvesOf(run, 'accuracy').lastValidation).toBe(0.85);
    expect(curvesOf(run, 'accuracy').lastTraining).toBe(0.4);
    expect(watchedMetric(run)).toBe('accuracy');
    expect(headline(run)).toEqual({ name: 'accuracy', value: 0.85, heldOut: false });
  });

  it('draw training by epoch where steps tell no such metric', () => {
    const own = epochs.map((e) => ({ ...e, metrics: { mae: e.loss, val_mae: e.loss * 2 } }));
    const run = new RunData({ info: someRun(), seq: 0, steps: steps.map((s) => ({ ...s, accuracy: null })), epochs: own, log: [] });
    expect(watchedMetric(run)).toBe('mae');
    const { raw, training } = curvesOf(run, 'mae');
    expect(raw).toBeNull();
    expect(pointsOf(training)).toEqual([
      [2, 0.5],
      [4, 0.3],
    ]);
  });

  it('show what was held out once the run is trained', () => {
    const run = new RunData({
      info: someRun({ state: 'finished', evaluation: { loss: 0.2, accuracy: 0.97 } }),
      seq: 0,
      steps,
      epochs,
      log: [],
    });
    expect(headline(run)).toEqual({ name: 'accuracy', value: 0.97, heldOut: true });
  });

  it('have no figure before the first epoch', () => {
    const run = new RunData({ info: someRun(), seq: 0, steps: [], epochs: [], log: [] });
    expect(headline(run)).toBeNull();
    expect(curvesOf(run, 'loss').training.y.length).toBe(0);
  });
});
