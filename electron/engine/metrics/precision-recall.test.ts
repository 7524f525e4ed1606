import { describe, expect, it } from 'vitest';
import golden from './golden/precision-recall.json';
import { type Averaging, multiLabelPrecisionRecallF1, type PrecisionRecall, precisionRecallF1 } from './precision-recall';

function expectResult({ precision, recall, f1 }: PrecisionRecall, expected: readonly number[]): void {
  for (const [i, value] of [precision, recall, f1].entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
}

describe('precision, recall and F1', () => {
  it.each(golden.cases)('$average of $classes classes equals scikit-learn’s', ({ labels, predictions, classes, average, result }) => {
    expectResult(precisionRecallF1(labels, predictions, classes, average as Averaging), result);
  });

  it.each(golden.multi)(
    '$average of several labels a sample equals scikit-learn’s',
    ({ labels, predictions, classes, average, result }) => {
      expectResult(multiLabelPrecisionRecallF1(labels, predictions, classes, average as Exclude<Averaging, 'binary'>), result);
    },
  );

  it('is 0 where it would be divided by 0', () => {
    for (const averaging of ['binary', 'macro', 'micro', 'weighted'] as const) {
      expectResult(precisionRecallF1([], [], 2, averaging), [0, 0, 0]);
    }
    expectResult(precisionRecallF1([0, 0], [0, 0], 2, 'binary'), [0, 0, 0]);
  });

  it('refuses a class that there is not', () => {
    expect(() => precisionRecallF1([0, 3], [0, 1], 3, 'macro')).toThrow(/label 1 is 3/);
    expect(() => precisionRecallF1([0], [Number.NaN], 3, 'macro')).toThrow(/label 0 is NaN/);
  });
});
