import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pan, zoom, zoomTo } from './zoom';

const whole = { from: 0, to: 100 };

describe('zooming an axis', () => {
  it('keeps the point under the pointer where it is', () => {
    expect(zoom(whole, whole, 25, 0.5)).toEqual({ from: 12.5, to: 62.5 });
  });

  it('out of everything is no zoom', () => {
    expect(zoom({ from: 10, to: 60 }, whole, 30, 4)).toBeNull();
  });

  it('moves no further than there is something', () => {
    expect(pan({ from: 10, to: 30 }, whole, 0.5)).toEqual({ from: 20, to: 40 });
    expect(pan({ from: 90, to: 100 }, whole, 0.5)).toEqual({ from: 90, to: 100 });
    expect(pan({ from: 5, to: 15 }, whole, -3)).toEqual({ from: 0, to: 10 });
  });

  it('to what was dragged over, from either side', () => {
    expect(zoomTo(whole, 40, 20)).toEqual({ from: 20, to: 40 });
  });

  it('always stays inside, and always shows something', () => {
    const number = fc.double({ min: -50, max: 150, noNaN: true });
    fc.assert(
      fc.property(number, number, number, fc.double({ min: 1e-9, max: 1e3, noNaN: true }), (one, other, about, factor) => {
        const span = zoomTo(whole, one, other);
        const next = zoom(span ?? whole, whole, about, factor);
        for (const s of [span, next]) {
          if (!s) continue;
          expect(s.from).toBeGreaterThanOrEqual(0);
          expect(s.to).toBeLessThanOrEqual(100 + 1e-9);
          expect(s.to).toBeGreaterThan(s.from);
        }
      }),
    );
  });
});
