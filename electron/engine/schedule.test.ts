import { describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING, type TrainingSettings } from '../../shared/training';
import { shouldStop, startBest, watchLoss } from './early-stop';
import golden from './golden/training.json';
import { afterEpoch, learningRate, startPlateau } from './schedule';

const { schedules } = golden;
const settings = (rest: Partial<TrainingSettings>): TrainingSettings => ({ ...DEFAULT_TRAINING, learning_rate: 0.01, ...rest });

function rates(training: TrainingSettings, stepsPerEpoch: number, steps: number): number[] {
  const plateau = startPlateau(training);
  return Array.from({ length: steps }, (_, step) => learningRate(training, step, stepsPerEpoch, plateau));
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of actual.entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 8);
}

describe('learningRate', () => {
  it('falls along a cosine as Keras’s CosineDecay, with and without warm-up', () => {
    const warm = settings({ epochs: 10, schedule: { name: 'cosine', warmup_epochs: 1, final: 0.1 } });
    expectClose(rates(warm, 3, 30), schedules.cosine_warmup);
    const plain = settings({ epochs: 10, schedule: { name: 'cosine', warmup_epochs: 0, final: 0 } });
    expectClose(rates(plain, 3, 30), schedules.cosine);
  });

  it('steps down every few epochs', () => {
    const step = settings({ schedule: { name: 'step', factor: 0.5, every_epochs: 2 } });
    expectClose(rates(step, 2, 9), [0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005, 0.005, 0.0025]);
  });

  it('waits on a plateau as Keras’s ReduceLROnPlateau', () => {
    const training = settings({ schedule: { name: 'plateau', factor: 0.5, patience: 2, minimum: 0.002 } });
    let plateau = startPlateau(training);
    const seen: number[] = [];
    for (const loss of schedules.plateau.losses) {
      seen.push(learningRate(training, 0, 1, plateau));
      plateau = afterEpoch(training, plateau, loss);
    }
    expectClose(seen, schedules.plateau.rates);
  });
});

describe('early stop', () => {
  it('ends in the epoch in which Keras’s EarlyStopping does, with its best epoch', () => {
    const { losses, patience, stopped_after_epoch, best_epoch } = schedules.early_stopping;
    let best = startBest;
    let stopped: number | null = null;
    for (const [epoch, loss] of losses.entries()) {
      best = watchLoss(best, loss, epoch + 1).state;
      if (shouldStop(best, { patience })) {
        stopped = epoch;
        break;
      }
    }
    expect(stopped).toBe(stopped_after_epoch);
    expect(best.epoch - 1).toBe(best_epoch);
  });
});
