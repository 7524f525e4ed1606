import { describe, expect, it } from 'vitest';
import golden from '../golden/resize.json';
import { resizeBilinear } from './resize-bilinear';

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

// Pillow may take rows or columns first, whichever is cheaper; the rounding between both differs by one level then.
describe(`resizing equals ${golden.made_with}'s BILINEAR within one level`, () => {
  for (const { width, height, channels, to_width, to_height, source, resized } of golden.cases) {
    it(`${width} × ${height} × ${channels} → ${to_width} × ${to_height}`, () => {
      const made = resizeBilinear({ width, height, channels, pixels: bytes(source) }, { width: to_width, height: to_height });
      const expected = bytes(resized);
      expect(made.length).toBe(expected.length);
      const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (made[at] ?? -1000))), 0);
      expect(worst).toBeLessThanOrEqual(1);
    });
  }
});
