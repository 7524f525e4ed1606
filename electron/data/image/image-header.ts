/** What the first bytes of a picture tell, without decoding it. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'pgm';
  readonly width: number;
  readonly height: number;
  /** True: one channel is enough. Unknown (null) for palettes and for JPEGs cut short. */
  readonly gray: boolean | null;
}

/** Bytes to hand to `readImageHeader`: a JPEG's size may come after a large EXIF block. */
export const HEADER_BYTES = 65_536;

/** Null: not a picture of a known format. Throws nothing, whatever the bytes. */
export function readImageHeader(bytes: Buffer): ImageHeader | null {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.length >= 26 && bytes.readUInt32BE(0) === 0x89504e47 && ascii(12, 16) === 'IHDR') {
    const colour = bytes[25] ?? 0;
    return {
      format: 'png',
      width: bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(20),
      gray: colour === 0 || colour === 4 ? true : colour === 3 ? null : false,
    };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(bytes);
  if (bytes.length >= 10 && /^GIF8[79]a$/.test(ascii(0, 6))) {
    return { format: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), gray: null };
  }
  if (bytes.length >= 30 && ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return webpHeader(bytes, ascii(12, 16));
  if (bytes.length >= 26 && ascii(0, 2) === 'BM') return bmpHeader(bytes);
  if (bytes[0] === 0x50 && (bytes[1] === 0x32 || bytes[1] === 0x35)) return pgmSizes(bytes);
  return null;
}

function jpegHeader(bytes: Buffer): ImageHeader | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) return { format: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), gray: bytes[at + 9] === 1 };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webpHeader(bytes: Buffer, chunk: string): ImageHeader | null {
  if (chunk === 'VP8 ')
    return { format: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff, gray: false };
  if (chunk === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { format: 'webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, gray: false };
  }
  if (chunk === 'VP8X') return { format: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1, gray: false };
  return null;
}

function bmpHeader(bytes: Buffer): ImageHeader | null {
  const size = bytes.readUInt32LE(14);
  if (size === 12) return { format: 'bmp', width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20), gray: null };
  if (size < 40) return null;
  return { format: 'bmp', width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)), gray: null };
}

function pgmSizes(bytes: Buffer): ImageHeader | null {
  const found = readPgmHeader(bytes);
  return found && { format: 'pgm', width: found.width, height: found.height, gray: true };
}

/** Magic, width, height, largest value, comments between; then one white space and the pixels. */
export function readPgmHeader(bytes: Buffer): { width: number; height: number; largest: number; ascii: boolean; start: number } | null {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 4096));
  const gap = String.raw`(?:\s+|#[^\n]*\n)+`;
  const match = new RegExp(`^P([25])${gap}(\\d{1,9})${gap}(\\d{1,9})${gap}(\\d{1,5})(?:#[^\\n]*)?\\s`).exec(head);
  if (!match) return null;
  const [whole, kind, width, height, largest] = match;
  return { width: Number(width), height: Number(height), largest: Number(largest), ascii: kind === '2', start: whole.length };
}
