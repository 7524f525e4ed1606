import { expect, test } from 'vitest';
import { lengthSeries } from './length-series.mjs';
import { LENGTHS } from './lengths.mjs';

test('a series a kind and pass, a point a length; a process that failed is a point with its error', () => {
  const heard = [];
  const measure = (pass, kind, length) => {
    if (pass === 'predict' && length === 4096) throw new Error('ended with SIGKILL');
    return { ms: length / 64, mib: 1, of: `${kind} ${pass}` };
  };
  const series = lengthSeries(measure, (point) => heard.push(point));
  const [train, predict] = series.filter(({ kind }) => kind === 'full');
  expect(train.points.map(({ length }) => length)).toEqual(LENGTHS);
  expect(train.points[1]).toEqual({ length: 128, ms: 2, mib: 1, of: 'full train' });
  expect(predict.points.at(-1)).toEqual({ length: 4096, error: 'ended with SIGKILL' });
  expect(heard).toHaveLength(series.length * LENGTHS.length);
  expect(heard[0]).toMatchObject({ kind: 'full', pass: 'train', length: 64 });
});
