import { StudioError } from '../../../shared/studio-error';
import type { Picture } from '../dataset';
import { readPgmHeader } from './image-header';

/** PGM, binary (P5) or plain (P2), 8 or 16 bit; values are brought to 0–255. */
export function readPgm(bytes: Buffer, name: string): Picture {
  const damaged = (received: string) => new StudioError(`${name} is damaged.`, { expected: 'a whole PGM file', received });
  const header = readPgmHeader(bytes);
  if (!header || header.largest < 1 || header.largest > 65_535) throw damaged('a header that cannot be read');
  const { width, height, largest, ascii, start } = header;
  const count = width * height;
  const pixels = new Uint8Array(count);
  const scale = 255 / largest;
  if (ascii) {
    const values = bytes
      .toString('latin1', start)
      .replace(/#[^\n]*/g, ' ')
      .trim()
      .split(/\s+/);
    if (values.length < count) throw damaged(`${values.length} of ${count} pixels`);
    for (let at = 0; at < count; at++) pixels[at] = Math.min(255, Math.round(Number(values[at]) * scale));
  } else {
    const wide = largest > 255;
    if (bytes.length - start < count * (wide ? 2 : 1))
      throw damaged(`${Math.floor((bytes.length - start) / (wide ? 2 : 1))} of ${count} pixels`);
    for (let at = 0; at < count; at++) {
      const value = wide ? bytes.readUInt16BE(start + 2 * at) : (bytes[start + at] ?? 0);
      pixels[at] = largest === 255 ? value : Math.min(255, Math.round(value * scale));
    }
  }
  return { kind: 'image', width, height, channels: 1, pixels };
}
