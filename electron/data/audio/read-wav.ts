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

/** What is wrong with a file, to complete “… cannot be read”. */
export class NotWav extends Error {}

const tagAt = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);

/**
 * Finds the format and the samples of a WAV file in its first bytes.
 *
 * @param size of the whole file, of which `bytes` may be the beginning alone
 * @throws NotWav
 */
export function readWavHeader(bytes: Buffer, size: number): WavHeader {
  if (bytes.length < 12 || tagAt(bytes, 0) !== 'RIFF' || tagAt(bytes, 8) !== 'WAVE') throw new NotWav('it is no WAV file');
  let format: Omit<WavHeader, 'start' | 'bytes'> | null = null;
  // Chunks follow one another: four letters, a length, and that many bytes, filled up to an even number.
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = tagAt(bytes, at);
    const length = bytes.readUInt32LE(at + 4);
    const start = at + 8;
    if (name === 'fmt ') {
      if (start + Math.max(16, Math.min(length, 26)) > bytes.length) break;
      format = readFormat(bytes, start, length);
    }
    if (name === 'data') {
      if (!format) throw new NotWav('its samples come before their format');
      return { ...format, start, bytes: length === ENDLESS || (length === 0 && start < size) ? size - start : length };
    }
    at = start + length + (length % 2);
  }
  throw new NotWav(format ? 'it holds no samples' : 'it is cut off');
}

function readFormat(bytes: Buffer, start: number, length: number): Omit<WavHeader, 'start' | 'bytes'> {
  const given = bytes.readUInt16LE(start);
  // The extended form says the coding further behind.
  const tag = given === EXTENSIBLE && length >= 26 ? bytes.readUInt16LE(start + 24) : given;
  const channels = bytes.readUInt16LE(start + 2);
  const rate = bytes.readUInt32LE(start + 4);
  const bits = bytes.readUInt16LE(start + 14);
  if (tag !== PCM && tag !== FLOAT) throw new NotWav(`its samples are coded as ${CODINGS[tag] ?? `format ${tag}`}`);
  const known = tag === PCM ? [8, 16, 24, 32] : [32, 64];
  if (!known.includes(bits)) throw new NotWav(`it has ${bits} bits a sample`);
  if (channels < 1 || channels > 64) throw new NotWav(`it has ${channels} channels`);
  if (rate < 100 || rate > 1_000_000) throw new NotWav(`it has ${rate} samples a second`);
  return { rate, channels, bits: bits as WavHeader['bits'], coding: tag === PCM ? 'integer' : 'float' };
}

/** Reads one number of a channel, −1…1. 8 bit is the one that has no sign. */
function numberAt({ bits, coding }: WavHeader): (bytes: Buffer, at: number) => number {
  if (coding === 'float') return bits === 64 ? (b, at) => b.readDoubleLE(at) : (b, at) => b.readFloatLE(at);
  switch (bits) {
    case 8:
      return (b, at) => (b.readUInt8(at) - 128) / 128;
    case 16:
      return (b, at) => b.readInt16LE(at) / 0x8000;
    case 24:
      return (b, at) => b.readIntLE(at, 3) / 0x800000;
    default:
      return (b, at) => b.readInt32LE(at) / 0x80000000;
  }
}

/**
 * Reads a WAV file: PCM of 8, 16, 24 and 32 bit, and floating point; several channels are mixed down to their mean.
 *
 * @param name of the file, for errors
 * @throws StudioError where it is no WAV file, is cut off, or is coded otherwise
 */
export function readWav(bytes: Buffer, name: string): Sound {
  const header = headerOf(bytes, name);
  const { channels, rate, start, bits } = header;
  const width = (bits / 8) * channels;
  if (start + header.bytes > bytes.length) {
    throw refusal(name, `it is cut off: ${Math.max(0, bytes.length - start)} of ${header.bytes} bytes of samples are there`);
  }
  const count = Math.floor(header.bytes / width);
  const samples = new Float32Array(count);
  const read = numberAt(header);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += read(bytes, start + i * width + (channel * bits) / 8);
    const mean = sum / channels;
    if (!Number.isFinite(mean)) throw refusal(name, `sample ${i + 1} is no number`);
    samples[i] = mean;
  }
  return { rate, samples };
}

function headerOf(bytes: Buffer, name: string): WavHeader {
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
