import { describe, expect, it } from 'vitest';
import { fromView, type PlacedBox, toView } from './picture-view';

const close = (given: PlacedBox | null, expected: readonly number[]) => {
  expect(given).not.toBeNull();
  for (const [i, side] of (given ?? []).entries()) expect(side).toBeCloseTo(expected[i] ?? Number.NaN, 9);
};

/** 40 × 20 pixels; a box in its right half. */
const PICTURE = { width: 40, height: 20 };
const BOX: PlacedBox = [24, 5, 8, 10];

describe('boxes follow their picture', () => {
  it('stretched', () => {
    const view = { fit: 'stretch', width: 10, height: 10 } as const;
    close(toView(BOX, PICTURE, view), [0.6, 0.25, 0.2, 0.5]);
    close(fromView([0.6, 0.25, 0.2, 0.5], PICTURE, view), BOX);
  });

  it('cut to the middle: a part outside is cut off, one that is not seen is none', () => {
    const view = { fit: 'crop', width: 10, height: 10 } as const;
    // The middle 20 × 20 pixels from x = 10.
    close(toView(BOX, PICTURE, view), [0.7, 0.25, 0.3, 0.5]);
    close(fromView([0.7, 0.25, 0.3, 0.5], PICTURE, view), [24, 5, 6, 10]);
    expect(toView([0, 0, 9, 9], PICTURE, view)).toBeNull();
  });

  it('framed', () => {
    const view = { fit: 'pad', width: 10, height: 10 } as const;
    // 10 × 5 within, from y = 2.
    close(toView(BOX, PICTURE, view), [0.6, 0.2 + 0.125, 0.2, 0.25]);
    close(fromView([0.6, 0.325, 0.2, 0.25], PICTURE, view), BOX);
    expect(fromView([0, 0, 1, 0.1], PICTURE, view)).toBeNull();
  });
});
