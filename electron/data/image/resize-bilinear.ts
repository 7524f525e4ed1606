import type { PictureSize } from '../dataset';

/** Pillow's fixed point for 8 bit pictures: 32 bits less 8 for the pixel and 2 for the sum. */
const PRECISION = 22;

export interface Pixels extends PictureSize {
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/**
 * Pillow's `Image.resize(…, Image.BILINEAR)` in its own fixed point: a triangle filter whose support grows when shrinking,
 * so that nothing aliases; along the rows first, rounded to 8 bit, then along the columns.
 */
export function resizeBilinear(picture: Pixels, to: PictureSize): Uint8Array {
  if (picture.width === to.width && picture.height === to.height) return picture.pixels;
  const wide = picture.width === to.width ? picture : { ...alongRows(picture, to.width), height: picture.height };
  return wide.height === to.height ? wide.pixels : alongColumns(wide, to.height);
}

interface Filter {
  /** First source pixel of each output pixel. */
  readonly from: Int32Array;
  readonly count: Int32Array;
  /** `taps` a pixel, in fixed point. */
  readonly weights: Int32Array;
  readonly taps: number;
}

function triangleFilter(size: number, target: number): Filter {
  const scale = size / target;
  const widening = Math.max(1, scale);
  const taps = Math.ceil(widening) * 2 + 1;
  const from = new Int32Array(target);
  const count = new Int32Array(target);
  const weights = new Int32Array(target * taps);
  for (let at = 0; at < target; at++) {
    const centre = (at + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - widening + 0.5));
    const length = Math.min(size, Math.trunc(centre + widening + 0.5)) - first;
    const shares: number[] = [];
    let sum = 0;
    for (let tap = 0; tap < length; tap++) {
      const share = Math.max(0, 1 - Math.abs((tap + first - centre + 0.5) / widening));
      shares.push(share);
      sum += share;
    }
    from[at] = first;
    count[at] = length;
    shares.forEach((share, tap) => {
      weights[at * taps + tap] = Math.trunc(0.5 + (sum === 0 ? share : share / sum) * 2 ** PRECISION);
    });
  }
  return { from, count, weights, taps };
}

const clamp = (sum: number): number => {
  const value = sum >> PRECISION;
  return Math.max(0, Math.min(255, value));
};

function alongRows({ width, height, channels, pixels }: Pixels, target: number): Pixels {
  const { from, count, weights, taps } = triangleFilter(width, target);
  const made = new Uint8Array(target * height * channels);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < target; x++) {
      const first = row + (from[x] ?? 0) * channels;
      const length = count[x] ?? 0;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 1 << (PRECISION - 1);
        for (let tap = 0; tap < length; tap++) sum += (pixels[first + tap * channels + channel] ?? 0) * (weights[x * taps + tap] ?? 0);
        made[to++] = clamp(sum);
      }
    }
  }
  return { width: target, height, channels, pixels: made };
}

function alongColumns({ width, height, channels, pixels }: Pixels, target: number): Uint8Array {
  const { from, count, weights, taps } = triangleFilter(height, target);
  const stride = width * channels;
  const made = new Uint8Array(target * stride);
  for (let y = 0; y < target; y++) {
    const first = (from[y] ?? 0) * stride;
    const length = count[y] ?? 0;
    for (let x = 0; x < stride; x++) {
      let sum = 1 << (PRECISION - 1);
      for (let tap = 0; tap < length; tap++) sum += (pixels[first + tap * stride + x] ?? 0) * (weights[y * taps + tap] ?? 0);
      made[y * stride + x] = clamp(sum);
    }
  }
  return made;
}
