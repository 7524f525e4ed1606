import { StudioError } from '../../../shared/studio-error';

/** A sound as it lies in a file, mixed down to one channel, −1…1. */
export interface Sound {
  /** Samples a second. */
  readonly rate: number;
  readonly samples: Float32Array;
}

export interface WavHeader {
  readonly rate: number;
  readonly channels: number;
  /** Bits a sample of one channel. */
  readonly bits: 8 | 16 | 24 | 32 | 64;
  readonly coding: 'integer' | 'float';
  /** Where the samples begin, in bytes. */
  readonly start: number;
  /** As the file says: it may hold fewer. */
  readonly bytes: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const CODINGS: { readonly [tag: number]: string } = { 2: 'ADPCM', 6: 'A-law', 7: 'µ-law', 17: 'ADPCM', 85: 'MP3' };
/** What a program writes that does not know yet how long the sound will be. */
const ENDLESS = 0xffffffff;

/** What is wrong with a file, to complete “… cannot be read”. `rest`: more of it may say otherwise. */
export class NotWav extends Error {
  readonly rest: boolean;

  constructor(message: string, rest = false) {
    super(message);
    this.rest = rest;
  }
}

/** Nothing of Node here: the exported page reads WAV files with the same code. */
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const tagAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * Finds the format and the samples of a WAV file in its first bytes.
 *
 * @param size of the whole file, of which `bytes` may be the beginning alone
 * @throws NotWav
 */
export function readWavHeader(bytes: Uint8Array, size: number): WavHeader {
  if (bytes.length < 12 || tagAt(bytes, 0) !== 'RIFF' || tagAt(bytes, 8) !== 'WAVE') throw new NotWav('it is no WAV file');
  const view = viewOf(bytes);
  let format: Omit<WavHeader, 'start' | 'bytes'> | null = null;
  // Chunks follow one another: four letters, a length, and that many bytes, filled up to an even number.
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tagAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (name === 'fmt ') {
      if (start + Math.max(16, Math.min(length, 26)) > bytes.length) break;
      format = readFormat(view, start, length);
    }
    if (name === 'data') {
      if (!format) throw new NotWav('its samples come before their format');
      return { ...format, start, bytes: length === ENDLESS || (length === 0 && start < size) ? size - start : length };
    }
    at = start + length + (length % 2);
  }
  throw new NotWav(format ? 'it holds no samples' : 'it is cut off', bytes.length < size);
}

function readFormat(view: DataView, start: number, length: number): Omit<WavHeader, 'start' | 'bytes'> {
  const given = view.getUint16(start, true);
  // The extended form says the coding further behind.
  const tag = given === EXTENSIBLE && length >= 26 ? view.getUint16(start + 24, true) : given;
  const channels = view.getUint16(start + 2, true);
  const rate = view.getUint32(start + 4, true);
  const bits = view.getUint16(start + 14, true);
  if (tag !== PCM && tag !== FLOAT) throw new NotWav(`its samples are coded as ${CODINGS[tag] ?? `format ${tag}`}`);
  const known = tag === PCM ? [8, 16, 24, 32] : [32, 64];
  if (!known.includes(bits)) throw new NotWav(`it has ${bits} bits a sample`);
  if (channels < 1 || channels > 64) throw new NotWav(`it has ${channels} channels`);
  if (rate < 100 || rate > 1_000_000) throw new NotWav(`it has ${rate} samples a second`);
  return { rate, channels, bits: bits as WavHeader['bits'], coding: tag === PCM ? 'integer' : 'float' };
}

/** Samples of one channel that the file says it has. */
export function sampleCount({ bytes, bits, channels }: WavHeader): number {
  return Math.floor(bytes / ((bits / 8) * channels));
}

/** Reads one number of a channel, −1…1. 8 bit is the one that has no sign. */
function numberAt({ bits, coding }: WavHeader, view: DataView): (at: number) => number {
  if (coding === 'float') return bits === 64 ? (at) => view.getFloat64(at, true) : (at) => view.getFloat32(at, true);
  switch (bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128;
    case 16:
      return (at) => view.getInt16(at, true) / 0x8000;
    case 24:
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 0x10000) / 0x800000;
    default:
      return (at) => view.getInt32(at, true) / 0x80000000;
  }
}

/**
 * Reads a WAV file: PCM of 8, 16, 24 and 32 bit, and floating point; several channels are mixed down to their mean.
 *
 * @param name of the file, for errors
 * @throws StudioError where it is no WAV file, is cut off, or is coded otherwise
 */
export function readWav(bytes: Uint8Array, name: string): Sound {
  const header = headerOf(bytes, name);
  const { channels, rate, start, bits } = header;
  const width = (bits / 8) * channels;
  if (start + header.bytes > bytes.length) {
    throw refusal(name, `it is cut off: ${Math.max(0, bytes.length - start)} of ${header.bytes} bytes of samples are there`);
  }
  const count = sampleCount(header);
  const samples = new Float32Array(count);
  const read = numberAt(header, viewOf(bytes));
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(start + i * width + (channel * bits) / 8);
    const mean = sum / channels;
    if (!Number.isFinite(mean)) throw refusal(name, `sample ${i + 1} is no number`);
    samples[i] = mean;
  }
  return { rate, samples };
}

function headerOf(bytes: Uint8Array, name: string): WavHeader {
  try {
    return readWavHeader(bytes, bytes.length);
  } catch (error) {
    if (error instanceof NotWav) throw refusal(name, error.message);
    throw error;
  }
}

function refusal(name: string, received: string): StudioError {
  return new StudioError(`${name} cannot be read.`, {
    expected: 'a whole WAV file, PCM (8, 16, 24 or 32 bit) or floating point',
    received,
    advice: 'Convert the sound to WAV (PCM, 16 bit), or remove the file.',
  });
}
