import { describe, expect, it } from 'vitest';
import { formatBytes, formatMetric, formatNumber, metricName, timeLeft } from './wording';

describe('wording', () => {
  it('says the time left', () => {
    expect(timeLeft(17)).toBe('0:17');
    expect(timeLeft(184.6)).toBe('3:05');
    expect(timeLeft(3729)).toBe('1:02:09');
    expect(timeLeft(59.7)).toBe('1:00');
    expect(timeLeft(-3)).toBe('0:00');
    expect(timeLeft(null)).toBe('–');
    expect(timeLeft(Number.POSITIVE_INFINITY)).toBe('–');
  });

  it('says numbers with three figures', () => {
    expect(formatNumber(0.08123)).toBe('0.081');
    expect(formatNumber(0.00081)).toBe('8.1e-4');
    expect(formatNumber(12.34)).toBe('12.3');
    expect(formatNumber(24778)).toBe('24,778');
    expect(formatNumber(0)).toBe('0');
    expect(formatNumber(Number.NaN)).toBe('not a number');
  });

  it('says accuracies in per cent and other metrics as numbers', () => {
    expect(formatMetric('val_accuracy', 0.978)).toBe('97.8\u202f%');
    expect(formatMetric('mae', 1.5)).toBe('1.50');
  });

  it('names metrics', () => {
    expect(metricName('val_accuracy')).toBe('accuracy');
    expect(metricName('top_k')).toBe('top k');
  });

  it('says sizes', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(1_500)).toBe('1.5 kB');
    expect(formatBytes(142_000_000)).toBe('142 MB');
  });
});
