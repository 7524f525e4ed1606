import { describe, expect, it } from 'vitest';
import { type PlacedBox, toView } from '../../../shared/graph/picture-view';
import type { Picture } from '../dataset';
import { fitImage, type ImagePlan } from './fit-image';

/** A dark picture with a bright box. */
function withBox(width: number, height: number, [left, top, w, h]: PlacedBox): Picture {
  const pixels = new Uint8Array(width * height);
  for (let y = top; y < top + h; y++) pixels.fill(255, y * width + left, y * width + left + w);
  return { kind: 'image', width, height, channels: 1, pixels };
}

/** Where pixels are brighter than half: left, top, right, bottom. */
function brightPart(pixels: Uint8Array, width: number): number[] {
  const bright = [...pixels.entries()].filter(([, value]) => value > 127).map(([at]) => [at % width, Math.floor(at / width)] as const);
  const [xs, ys] = [bright.map(([x]) => x), bright.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1];
}

describe('a box and the pixels that it stands for', () => {
  const sizes = [
    [60, 40],
    [40, 61],
    [31, 30],
  ] as const;
  it.each((['stretch', 'crop', 'pad'] as const).flatMap((fit) => sizes.map(([width, height]) => [fit, width, height] as const)))(
    '%s of %i × %i pixels come to the same place',
    (fit, width, height) => {
      const box: PlacedBox = [Math.floor(width * 0.3), Math.floor(height * 0.4), 12, 10];
      const plan: ImagePlan = { kind: 'image', node: 'image', source: 'image', width: 24, height: 24, channels: 1, fit };
      const pixels = fitImage(withBox(width, height, box), plan);
      const [left = 0, top = 0, w = 0, h = 0] = toView(box, { width, height }, plan) ?? [];
      const expected = [left * 24, top * 24, (left + w) * 24, (top + h) * 24];
      for (const [i, side] of brightPart(pixels, 24).entries()) expect(Math.abs(side - (expected[i] ?? Number.NaN))).toBeLessThan(1);
    },
  );
});
