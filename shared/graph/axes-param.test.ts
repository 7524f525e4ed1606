import { describe, expect, it } from 'vitest';
import { axes, axesOf } from './axes-param';

describe('axes of a value', () => {
  const param = axes({ default: [-1], doc: 'Axes.' });

  it.each([
    { given: [1, 2], read: [1, 2] },
    { given: -1, read: [-1] },
    { given: [-5], read: [-5] },
  ])('$given is read as $read', ({ given, read }) => {
    expect(param.parse(given)).toEqual({ ok: true, value: read });
  });

  it.each([{ given: [] }, { given: [0] }, { given: [1, 1] }, { given: [1.5] }, { given: ['1'] }, { given: null }, { given: [6] }])(
    '$given is refused',
    ({ given }) => {
      expect(param.parse(given).ok).toBe(false);
    },
  );

  it('are counted from the front, in their order', () => {
    expect(axesOf(4, [-1, 1])).toEqual([1, 3]);
    expect(axesOf(2, [-1])).toEqual([1]);
  });

  it.each([
    { rank: 3, given: [3] },
    { rank: 3, given: [-3] },
    { rank: 3, given: [2, -1] },
  ])('$given of $rank axes are none, or one twice', ({ rank, given }) => {
    expect(axesOf(rank, given)).toBeNull();
  });
});
