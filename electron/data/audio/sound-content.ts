import type { PartContent } from '../../../shared/dataset';
import type { Sound } from './read-wav';
import { resample } from './resample';
import { waveUrl } from './write-wav';

/** A hundred recordings are shown at once: of a long one the beginning can be heard, and that not in its full rate. */
const HEARD_SECONDS = 10;
const SHORT_SECONDS = 4;
const HEARD_RATE = 16_000;
const LONG_RATE = 8000;

/** Stretches whose loudest sample is drawn. */
const PEAKS = 96;

/** A sound for people: its wave, and a WAV file to listen to. */
export function soundContent(sound: Sound): Extract<PartContent, { kind: 'audio' }> {
  const seconds = sound.samples.length / sound.rate;
  const heard = Math.min(HEARD_SECONDS, seconds);
  const rate = Math.min(sound.rate, heard > SHORT_SECONDS ? LONG_RATE : HEARD_RATE);
  const samples = resample(sound.samples.subarray(0, Math.round(heard * sound.rate)), sound.rate, rate);
  return {
    kind: 'audio',
    dataUrl: waveUrl({ rate, samples }),
    heard,
    seconds,
    rate: sound.rate,
    peaks: peaksOf(sound.samples),
  };
}

function peaksOf(samples: Float32Array): number[] {
  const count = Math.min(PEAKS, samples.length);
  return Array.from({ length: count }, (_, i) => {
    let peak = 0;
    const end = Math.floor(((i + 1) * samples.length) / count);
    for (let at = Math.floor((i * samples.length) / count); at < end; at++) peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return Number(Math.min(1, peak).toFixed(3));
  });
}
