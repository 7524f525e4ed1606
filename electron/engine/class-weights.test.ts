import { describe, expect, it } from 'vitest';
import { classWeights } from './class-weights';

const targets = Float64Array.of(0, 0, 0, 1, 2, 2);
const all = Uint32Array.of(0, 1, 2, 3, 4, 5);
const labels = ['a', 'b', 'c'];

describe('classWeights', () => {
  it('balances as scikit-learn: samples / (classes × samples of the class)', () => {
    expect(Array.from(classWeights('balanced', labels, targets, all) ?? [])).toEqual([6 / 9, 2, 1].map(Math.fround));
  });

  it('counts the training part only', () => {
    expect(Array.from(classWeights('balanced', labels, targets, Uint32Array.of(0, 3, 4)) ?? [])).toEqual([1, 1, 1]);
  });

  it('takes weights by name, 1 where none is given, and refuses a name that is no class', () => {
    expect(Array.from(classWeights({ b: 3 }, labels, targets, all) ?? [])).toEqual([1, 3, 1]);
    expect(() => classWeights({ d: 3 }, labels, targets, all)).toThrow('“d”');
    expect(classWeights('none', labels, targets, all)).toBeNull();
  });
});
