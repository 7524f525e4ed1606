import type { PartContent } from '../../../shared/dataset';
import type { ValueSpec } from '../../../shared/graph/spec';
import { StudioError } from '../../../shared/studio-error';
import { soundContent } from '../../data/audio/sound-content';
import { imageContent } from '../../data/image/image-content';

/** A value of one sample: its shape without the batch. */
export interface SampleValue {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** Entries of a vector that are listed. */
const LISTED = 12;

/** From black to white: what a picture's numbers are taken to lie between. */
export interface Tones {
  readonly low: number;
  readonly high: number;
}

/** The usual span that numbers lie in, or their own: told by the value before, so that what is brighter afterwards looks so. */
export function tonesOf({ data }: SampleValue): Tones {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  for (const [a, b] of [
    [0, 1],
    [-1, 1],
    [0, 255],
  ] as const) {
    if (low >= a && high <= b && high > a + (b - a) / 16) return { low: a, high: b };
  }
  return low < high ? { low, high } : { low: low - 1, high: high + 1 };
}

/** What the words at the places of a sequence are, and which ids they had before. */
export interface Words {
  readonly words: readonly string[];
  readonly ids: ArrayLike<number>;
}

/** A word that is no longer what it was. */
const UNKNOWN = '[UNK]';

/**
 * What a person sees of a value inside a model: a picture, a spectrogram with time to the right and low tones beneath, a sound,
 * the words of ids, or a few numbers.
 *
 * @param words of ids; null: they stand for nothing
 */
export async function previewContent(value: SampleValue, spec: ValueSpec, tones: Tones, words: Words | null): Promise<PartContent> {
  const [first = 1, second = 1, channels = 1] = value.shape;
  switch (spec.carries) {
    case 'image':
    case 'features':
      return spec.otherForm ? spectrogram(value, first, second, tones) : picture(value, [first, second, channels], tones);
    case 'sequence':
      return spectrogram(value, first, second, tones);
    case 'audio':
      return soundContent({ rate: spec.rate ?? 16_000, samples: Float32Array.from(value.data) });
    case 'ids':
      return { kind: 'text', text: textOf(value, words) };
    case 'vector': {
      const shown = Array.from(value.data.subarray(0, LISTED));
      return { kind: 'table', columns: shown.map((_, i) => String(i + 1)), values: shown };
    }
    case 'volume':
    case 'volumes':
    case 'text':
    case 'scores':
      throw new StudioError('What flows here cannot be shown as a picture, a sound or a text.', { received: spec.carries });
  }
}

const toByte = (value: number, { low, high }: Tones): number =>
  Math.max(0, Math.min(255, Math.round(((value - low) / (high - low)) * 255)));

/** Of more channels than a picture has the first is shown. */
function picture({ data }: SampleValue, [height, width, channels]: readonly [number, number, number], tones: Tones): Promise<PartContent> {
  const shown = channels === 3 ? 3 : 1;
  const pixels = new Uint8Array(height * width * shown);
  for (let place = 0; place < height * width; place++) {
    for (let channel = 0; channel < shown; channel++) {
      pixels[place * shown + channel] = toByte(data[place * channels + channel] ?? 0, tones);
    }
  }
  return imageContent({ kind: 'image', width, height, channels: shown, pixels });
}

function spectrogram({ data }: SampleValue, frames: number, bins: number, tones: Tones): Promise<PartContent> {
  const pixels = new Uint8Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) pixels[(bins - 1 - bin) * frames + frame] = toByte(data[frame * bins + bin] ?? 0, tones);
  }
  return imageContent({ kind: 'image', width: frames, height: bins, channels: 1, pixels });
}

function textOf({ data }: SampleValue, words: Words | null): string {
  if (!words) return Array.from(data).join(' ');
  return words.words.map((word, i) => (data[i] === words.ids[i] ? word : UNKNOWN)).join(' ');
}
