import { describe, expect, it } from 'vitest';
import { initialWeight } from './initial-weights';

const largest = (values: Float32Array): number => values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('initialWeight', () => {
  it('starts multi-head projections as matrices: ±.2165 for 64 features and 8 heads of 8', () => {
    const kernel = initialWeight(1, 'm', 'MultiHeadAttention', 'query/kernel', [64, 8, 8]);
    expect(largest(kernel)).toBeLessThanOrEqual(0.21651);
    expect(largest(kernel)).toBeGreaterThan(0.21);
    const output = initialWeight(1, 'm', 'MultiHeadAttention', 'attention_output/kernel', [8, 8, 64]);
    expect(largest(output)).toBeLessThanOrEqual(0.21651);
    expect(largest(output)).toBeGreaterThan(0.21);
  });

  it('counts a convolution’s window into its fans', () => {
    const limit = Math.sqrt(6 / (9 * 16 + 9 * 32));
    const kernel = initialWeight(1, 'c', 'Conv2D', 'kernel', [3, 3, 16, 32]);
    expect(largest(kernel)).toBeLessThanOrEqual(limit);
    expect(largest(kernel)).toBeGreaterThan(0.97 * limit);
    expect(Math.abs(mean(kernel))).toBeLessThan(0.1 * limit);
  });

  it('gives the additive v ±√(3/dim)', () => {
    expect(largest(initialWeight(1, 'a', 'AdditiveAttention', 'scale', [300]))).toBeCloseTo(0.1, 2);
  });

  it.each([
    [8, 32],
    [32, 8],
    [16, 16],
  ])('orthogonal: %i × %i has orthonormal rows or columns', (rows, cols) => {
    const m = initialWeight(3, 'l', 'StudioLSTM', 'recurrent_kernel', [rows, cols]);
    const at = (row: number, col: number): number => m[row * cols + col] ?? Number.NaN;
    const count = Math.min(rows, cols);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        let dot = 0;
        for (let k = 0; k < Math.max(rows, cols); k++) dot += rows <= cols ? at(i, k) * at(j, k) : at(k, i) * at(k, j);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
      }
    }
  });

  it('opens an LSTM’s forget gate and nothing else', () => {
    const bias = initialWeight(1, 'l', 'StudioLSTM', 'bias', [8]);
    expect([...bias]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect([...initialWeight(1, 'd', 'Dense', 'bias', [2])]).toEqual([0, 0]);
  });

  it('depends on seed, layer and weight, and on nothing else', () => {
    const draw = (seed: number, layer: string, weight = 'kernel') => [...initialWeight(seed, layer, 'Dense', weight, [2, 3])];
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(2, 'a')).not.toEqual(draw(1, 'a'));
    expect(draw(1, 'b')).not.toEqual(draw(1, 'a'));
    expect(new Set(draw(1, 'a')).size).toBe(6);
  });

  it('names a weight that it does not know', () => {
    expect(() => initialWeight(1, 'x', 'Dense', 'surprise', [1])).toThrow('surprise');
  });
});
