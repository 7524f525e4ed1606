import { describe, expect, it } from 'vitest';
import golden from '../golden/decode.json';
import { decodeImage } from './decode-image';

describe(`pictures decode as in ${golden.made_with}`, () => {
  for (const { name, width, height, channels, tolerance, file, pixels } of golden.cases) {
    it(name, async () => {
      const made = await decodeImage(Buffer.from(file, 'base64'), name);
      const expected = Buffer.from(pixels, 'base64');
      expect({ width: made.width, height: made.height, channels: made.channels }).toEqual({ width, height, channels });
      const worst = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (made.pixels[at] ?? -1000))), 0);
      expect(worst).toBeLessThanOrEqual(tolerance);
    });
  }
});
