import type { FeedPlanOf } from '../../../shared/graph/feed';
import { ArrayCache } from '../array-cache';
import type { Dataset } from '../dataset';
import type { Sound } from './read-wav';
import { resample } from './resample';

export type SoundPlan = Pick<FeedPlanOf<'audio'>, 'rate' | 'samples' | 'align'>;

/** Where a recording of `length` samples lies in a plan's: it begins at `at`, and `from` of its own samples are cut off before. */
export function soundPlace(length: number, { samples, align }: SoundPlan): { readonly at: number; readonly from: number } {
  if (align === 'start') return { at: 0, from: 0 };
  return { at: Math.max(0, Math.floor((samples - length) / 2)), from: Math.max(0, Math.floor((length - samples) / 2)) };
}

/** A sound at the plan's rate, as long as it is. What would be cut off anyway is not resampled. */
function atRate(sound: Sound, { rate, samples, align }: SoundPlan): Float32Array {
  if (sound.rate === rate) return sound.samples;
  // A little more than is kept, so that the filter's ends lie outside.
  const enough = Math.ceil((samples + 64) * (sound.rate / rate)) + 64;
  const used = align === 'start' && sound.samples.length > enough ? sound.samples.subarray(0, enough) : sound.samples;
  return resample(used, sound.rate, rate);
}

/** Brings a sound to the plan's rate and length: longer ones are cut, shorter ones filled with silence. */
export function fitSound(sound: Sound, plan: SoundPlan): Float32Array {
  const wave = atRate(sound, plan);
  const { at, from } = soundPlace(wave.length, plan);
  const made = new Float32Array(plan.samples);
  made.set(wave.subarray(from, from + plan.samples - at), at);
  return made;
}

const caches = new WeakMap<Dataset, Map<string, ArrayCache<Float32Array>>>();

/** A sound of a data set in the plan's form, out of the cache where it was asked for lately. */
export async function soundFor(dataset: Dataset, index: number, input: string, plan: SoundPlan): Promise<Float32Array> {
  const byPlan = caches.get(dataset) ?? new Map<string, ArrayCache<Float32Array>>();
  caches.set(dataset, byPlan);
  const key = `${plan.rate} ${plan.samples} ${plan.align} ${input}`;
  const cache = byPlan.get(key) ?? new ArrayCache<Float32Array>();
  byPlan.set(key, cache);
  const known = cache.get(index);
  if (known) return known;
  const part = await dataset.part(index, input);
  if (part.kind !== 'audio') throw new Error(`a ${part.kind} where a sound was planned`);
  const fitted = fitSound(part, plan);
  cache.set(index, fitted);
  return fitted;
}
