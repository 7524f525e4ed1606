import { expect, test } from 'vitest';
import { decades, logDomain, logScale } from './log-scale.mjs';

test('equal factors are equal distances, in either direction', () => {
  const x = logScale([64, 4096], [100, 700]);
  expect([64, 128, 512, 4096].map((length) => Math.round(x(length)))).toEqual([100, 200, 400, 700]);
  const y = logScale([0.1, 1000], [400, 0]);
  expect([0.1, 1, 1000].map((ms) => Math.round(y(ms)))).toEqual([400, 300, 0]);
});

test('a domain ends on a 1, 2 or 5 and holds every value', () => {
  expect(logDomain([0.43, 7, 461])).toEqual([0.2, 500]);
  expect(logDomain([3, 1078])).toEqual([2, 2000]);
  expect(logDomain([1, 1000])).toEqual([1, 1000]);
  expect(logDomain([600, 50])).toEqual([50, 1000]);
});

test('the decades of a domain, its ends included', () => {
  expect(decades([0.1, 1000])).toEqual([0.1, 1, 10, 100, 1000]);
  expect(decades([0.2, 500])).toEqual([1, 10, 100]);
  expect(decades([2, 5])).toEqual([]);
});
