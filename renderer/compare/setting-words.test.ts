import { describe, expect, it } from 'vitest';
import { settingName, settingWords, valueWords } from './setting-words';

describe('settings in words', () => {
  it('have names as people say them, else their own', () => {
    expect(settingName('training', ['batch_size'])).toBe('batch size');
    expect(settingName('training', ['gradient_accumulation'])).toBe('gradient accumulation');
    expect(settingName('training', ['optimizer', 'beta_1'])).toBe('optimizer › beta 1');
    expect(settingName('data', ['read', 'features'])).toBe('features');
    expect(settingName('machine', ['engine', 'whatever_next'])).toBe('engine › whatever next');
  });

  it('tell a value in a line', () => {
    expect(valueWords(undefined)).toBe('–');
    expect(valueWords(null)).toBe('none');
    expect(valueWords([3, 3])).toBe('3, 3');
    expect(valueWords(Array.from({ length: 20 }, (_, i) => i))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 8 more');
    expect(valueWords({ name: 'sgd', momentum: 0, nesterov: false })).toBe('sgd (momentum 0, nesterov false)');
    expect(valueWords({ name: 'constant' })).toBe('constant');
    expect(valueWords({ patience: 3 })).toBe('patience 3');
    expect(valueWords({ reader: 'idx' })).toBe('idx');
  });

  it('call engines and data as the window does', () => {
    expect(settingWords('training', ['engine'], 'cpu')).toBe('JavaScript');
    expect(settingWords('data', ['fingerprint'], 'f'.repeat(64))).toBe('ffffffffff');
    expect(settingWords('data', ['path'], 'resource:digits')).toBe('digits, of the application');
    expect(settingWords('data', ['path'], '/home/a/b.csv')).toBe('/home/a/b.csv');
  });
});
