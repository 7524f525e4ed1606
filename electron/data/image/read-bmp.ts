import { StudioError } from '../../../shared/studio-error';
import type { Picture } from '../dataset';

/**
 * BMP as Windows and most tools write it: 1, 4, 8 (palette), 16, 24 or 32 bit, uncompressed or with bit fields,
 * from the bottom up or down. Transparency is laid on black only where the header declares an alpha mask.
 */
export function readBmp(bytes: Buffer, name: string): Picture {
  const refuse = (received: string) =>
    new StudioError(`${name} cannot be read.`, {
      expected: 'a whole, uncompressed BMP file',
      received,
      advice: 'Convert the picture to PNG.',
    });
  if (bytes.length < 26) throw refuse(`${bytes.length} bytes`);
  const start = bytes.readUInt32LE(10);
  const headerSize = bytes.readUInt32LE(14);
  const old = headerSize === 12;
  if (!old && (headerSize < 40 || bytes.length < 54)) throw refuse(`a header of ${headerSize} bytes`);
  const width = old ? bytes.readUInt16LE(18) : bytes.readInt32LE(18);
  const signed = old ? bytes.readUInt16LE(20) : bytes.readInt32LE(22);
  const height = Math.abs(signed);
  const depth = bytes.readUInt16LE(old ? 24 : 28);
  const compression = old ? 0 : bytes.readUInt32LE(30);
  if (![1, 4, 8, 16, 24, 32].includes(depth)) throw refuse(`${depth} bit a pixel`);
  if (compression !== 0 && compression !== 3 && compression !== 6) throw refuse(`compression ${compression}`);
  const stride = Math.ceil((width * depth) / 32) * 4;
  if (width <= 0 || bytes.length < start + stride * height)
    throw refuse(`${Math.max(0, bytes.length - start)} of ${stride * height} bytes of pixels`);

  const rows = { start, stride, flip: signed > 0, width, height };
  if (depth <= 8) {
    const used = old ? 0 : bytes.readUInt32LE(46);
    const size = old ? 3 : 4;
    const from = 14 + headerSize;
    const room = Math.floor((Math.min(start, bytes.length) - from) / size);
    return indexed(bytes, rows, depth, { from, size, count: Math.max(0, Math.min(used || 2 ** depth, room)) });
  }
  if (depth === 24) {
    const put: PutPixel = (at, pixels, to) => {
      pixels[to] = bytes[at + 2] ?? 0;
      pixels[to + 1] = bytes[at + 1] ?? 0;
      pixels[to + 2] = bytes[at] ?? 0;
    };
    return rgb(rows, put, 3);
  }
  const masked = compression !== 0 && bytes.length >= 66;
  const mask = (channel: number, otherwise: number) => field(masked ? bytes.readUInt32LE(54 + 4 * channel) : otherwise);
  const wide = depth === 32;
  const channels = [mask(0, wide ? 0xff0000 : 0x7c00), mask(1, wide ? 0xff00 : 0x3e0), mask(2, wide ? 0xff : 0x1f)] as const;
  const alpha = compression !== 0 && headerSize >= 56 && bytes.length >= 70 ? field(bytes.readUInt32LE(66)) : null;
  const [r, g, b] = channels;
  const put: PutPixel = (at, pixels, to) => {
    const value = wide ? bytes.readUInt32LE(at) : bytes.readUInt16LE(at);
    const opacity = alpha && alpha.largest > 0 ? alpha.read(value) / 255 : 1;
    pixels[to] = Math.round(r.read(value) * opacity);
    pixels[to + 1] = Math.round(g.read(value) * opacity);
    pixels[to + 2] = Math.round(b.read(value) * opacity);
  };
  return rgb(rows, put, depth / 8);
}

/** Writes the red, green and blue of the pixel at a byte of the file. */
type PutPixel = (at: number, pixels: Uint8Array, to: number) => void;

interface Rows {
  readonly start: number;
  readonly stride: number;
  readonly flip: boolean;
  readonly width: number;
  readonly height: number;
}

function rowStart({ start, stride, flip, height }: Rows, y: number): number {
  return start + (flip ? height - 1 - y : y) * stride;
}

function rgb(rows: Rows, put: PutPixel, step: number): Picture {
  const pixels = new Uint8Array(rows.width * rows.height * 3);
  for (let y = 0; y < rows.height; y++) {
    const from = rowStart(rows, y);
    for (let x = 0; x < rows.width; x++) put(from + x * step, pixels, (y * rows.width + x) * 3);
  }
  return { kind: 'image', width: rows.width, height: rows.height, channels: 3, pixels };
}

/** Palette pictures; a palette of grays gives one channel. */
function indexed(bytes: Buffer, rows: Rows, depth: number, palette: { from: number; size: number; count: number }): Picture {
  const colour = (index: number): [number, number, number] => {
    if (index >= palette.count) return [0, 0, 0];
    const at = palette.from + index * palette.size;
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0];
  };
  const colours = Array.from({ length: 2 ** depth }, (_, index) => colour(index));
  const gray = colours.every(([r, g, b]) => r === g && g === b);
  const channels = gray ? 1 : 3;
  const pixels = new Uint8Array(rows.width * rows.height * channels);
  let to = 0;
  for (let y = 0; y < rows.height; y++) {
    const from = rowStart(rows, y);
    for (let x = 0; x < rows.width; x++) {
      const bit = x * depth;
      const index = ((bytes[from + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
      const found = colours[index] ?? [0, 0, 0];
      for (let channel = 0; channel < channels; channel++) pixels[to++] = found[channel] ?? 0;
    }
  }
  return { kind: 'image', width: rows.width, height: rows.height, channels, pixels };
}

/** The bits of one channel, stretched to 0–255. */
function field(mask: number): { largest: number; read(value: number): number } {
  const shift = mask === 0 ? 0 : Math.log2(mask & -mask ? (mask & -mask) >>> 0 : 1);
  const largest = mask === 0 ? 0 : mask >>> shift;
  return { largest, read: (value) => (largest === 0 ? 0 : Math.round((((value & mask) >>> 0) / 2 ** shift / largest) * 255)) };
}
