import { describe, expect, it } from 'vitest';
import { formatX, placeWords, stepToX } from './x-axis';

const epoch = (number: number, step: number, seconds: number) => ({
  epoch: number,
  step,
  loss: 1,
  val_loss: null,
  metrics: {},
  seconds,
  samples_per_second: 1,
});

describe('the x axis of compared runs', () => {
  const epochs = [epoch(1, 10, 2), epoch(2, 20, 4)];

  it('is the step itself', () => {
    expect(stepToX('step', [])?.(7)).toBe(7);
  });

  it('goes evenly through an epoch, and on behind the last one', () => {
    const toEpoch = stepToX('epoch', epochs);
    expect([0, 5, 10, 15, 20, 25].map((step) => toEpoch?.(step))).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    const toTime = stepToX('time', epochs);
    expect([0, 5, 10, 15, 20, 25].map((step) => toTime?.(step))).toEqual([0, 1, 2, 4, 6, 8]);
  });

  it('is not known before the first epoch', () => {
    expect(stepToX('time', [])).toBeNull();
  });

  it('never falls, also where a run went on with other epochs', () => {
    const toX = stepToX('epoch', [epoch(1, 10, 1), epoch(2, 10, 0), epoch(3, 12, 1)]);
    const xs = Array.from({ length: 20 }, (_, step) => toX?.(step) ?? Number.NaN);
    for (let i = 1; i < xs.length; i++) expect(xs[i]).toBeGreaterThanOrEqual(xs[i - 1] ?? Number.NaN);
  });

  it('is told in words', () => {
    expect([formatX('step', 1200), formatX('step', 0.5), formatX('epoch', 1.5), formatX('time', 75)]).toEqual(['1,200', '', '1.5', '1:15']);
    expect([placeWords('step', 41.7), placeWords('epoch', 2.04), placeWords('time', 3.21), placeWords('time', 75)]).toEqual([
      'step 42',
      'epoch 2.0',
      'after 3.2 s',
      'after 1:15',
    ]);
  });
});
