import { describe, expect, it } from 'vitest';
import { chosenThreshold } from './chosen-threshold';

describe('chosenThreshold', () => {
  it('lies between the same and the different', () => {
    for (const by of ['accuracy', 'equal_error_rate'] as const) {
      const chosen = chosenThreshold({ same: [1, 1, 0, 0], distances: [0.1, 0.2, 0.8, 0.9] }, by);
      expect(chosen).toBeGreaterThanOrEqual(0.2);
      expect(chosen).toBeLessThan(0.8);
    }
  });

  it('goes by what is asked for where they overlap: most pairs right, or both errors alike', () => {
    // Nine of ten differ: to call all different is right nine times of ten.
    const same = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const distances = [0.5, 0.1, 0.2, 0.3, 0.6, 0.7, 0.8, 0.9, 1, 1.1];
    expect(chosenThreshold({ same, distances }, 'accuracy')).toBe(0);
    expect(chosenThreshold({ same, distances }, 'equal_error_rate')).toBeGreaterThan(0.3);
  });

  it('is none where nothing is told apart', () => {
    expect(chosenThreshold({ same: [1, 1], distances: [0.1, 0.2] }, 'accuracy')).toBeNull();
    expect(chosenThreshold({ same: [0, 0], distances: [0.1, 0.2] }, 'accuracy')).toBeNull();
    expect(chosenThreshold({ same: [], distances: [] }, 'accuracy')).toBeNull();
    expect(chosenThreshold({ same: [1, 0], distances: [Number.NaN, 0.2] }, 'accuracy')).toBeNull();
  });
});
