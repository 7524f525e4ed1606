import type { FeedPlan } from '../../../shared/graph/feed';
import { largestMiddle, withinFrame } from '../../../shared/graph/picture-view';
import { ArrayCache } from '../array-cache';
import type { Dataset, Picture, PictureSize } from '../dataset';

import { resizeBilinear } from './resize-bilinear';

export type ImagePlan = Extract<FeedPlan, { kind: 'image' }>;

const caches = new WeakMap<Dataset, Map<string, ArrayCache<Uint8Array>>>();

/** A picture of a data set in the plan's form, out of the cache where it was asked for lately. */
export async function pictureFor(dataset: Dataset, index: number, input: string, plan: ImagePlan): Promise<Uint8Array> {
  const cache = cacheFor(dataset, input, plan);
  const known = cache.get(index);
  if (known) return known;
  const sample = await dataset.part(index, input, plan);
  if (sample.kind !== 'image') throw new Error(`a ${sample.kind} where a picture was planned`);
  const fitted = fitImage(sample, plan);
  cache.set(index, fitted);
  return fitted;
}

function cacheFor(dataset: Dataset, input: string, { height, width, channels, fit }: ImagePlan): ArrayCache<Uint8Array> {
  const byPlan = caches.get(dataset) ?? new Map<string, ArrayCache<Uint8Array>>();
  caches.set(dataset, byPlan);
  const key = `${height}×${width}×${channels} ${fit} ${input}`;
  const cache = byPlan.get(key) ?? new ArrayCache<Uint8Array>();
  byPlan.set(key, cache);
  return cache;
}

/**
 * Brings a picture to the plan's channels and size, 8 bit, row by row, channels last. `crop` keeps the middle of
 * the right proportions (Keras's `crop_to_aspect_ratio`), `pad` adds black (`pad_to_aspect_ratio`).
 */
export function fitImage(picture: Picture, plan: ImagePlan): Uint8Array {
  const { width, height, pixels } = toChannels(picture, plan.channels);
  const { channels } = plan;
  if (plan.fit === 'stretch') return resizeBilinear({ width, height, channels, pixels }, plan);
  if (plan.fit === 'crop') {
    const box = largestMiddle({ width, height }, plan);
    return resizeBilinear({ ...box, channels, pixels: cut({ width, height }, channels, pixels, box) }, plan);
  }
  const inner = withinFrame({ width, height }, plan);
  return framed(resizeBilinear({ width, height, channels, pixels }, inner), inner, channels, plan);
}

/** Gray as Pillow makes it (ITU-R 601-2 luma, 16 bit fixed point); RGB by repeating gray. */
function toChannels(picture: Picture, channels: 1 | 3): Picture {
  const { pixels } = picture;
  const count = picture.width * picture.height;
  if (picture.channels === channels) return picture;
  const step = picture.channels;
  const made = new Uint8Array(count * channels);
  for (let at = 0; at < count; at++) {
    const r = pixels[at * step] ?? 0;
    const g = step === 1 ? r : (pixels[at * step + 1] ?? 0);
    const b = step === 1 ? r : (pixels[at * step + 2] ?? 0);
    if (channels === 1) made[at] = (r * 19_595 + g * 38_470 + b * 7471 + 0x8000) >> 16;
    else made.set([r, g, b], at * 3);
  }
  return { kind: 'image', width: picture.width, height: picture.height, channels, pixels: made };
}

function cut(size: PictureSize, channels: number, pixels: Uint8Array, box: PictureSize): Uint8Array {
  const left = Math.floor((size.width - box.width) / 2);
  const top = Math.floor((size.height - box.height) / 2);
  const made = new Uint8Array(box.width * box.height * channels);
  for (let y = 0; y < box.height; y++) {
    const from = ((top + y) * size.width + left) * channels;
    made.set(pixels.subarray(from, from + box.width * channels), y * box.width * channels);
  }
  return made;
}

function framed(pixels: Uint8Array, inner: PictureSize, channels: number, outer: PictureSize): Uint8Array {
  const left = Math.floor((outer.width - inner.width) / 2);
  const top = Math.floor((outer.height - inner.height) / 2);
  const made = new Uint8Array(outer.width * outer.height * channels);
  for (let y = 0; y < inner.height; y++) {
    const row = pixels.subarray(y * inner.width * channels, (y + 1) * inner.width * channels);
    made.set(row, ((top + y) * outer.width + left) * channels);
  }
  return made;
}
