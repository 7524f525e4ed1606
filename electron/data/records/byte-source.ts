import { open, readFile, stat } from 'node:fs/promises';
import { StudioError } from '../../../shared/studio-error';

/** Files up to this size are held in memory; larger ones are read piece by piece. */
const HELD = 64 * 2 ** 20;

/** A file as bytes, at random. */
export interface ByteSource {
  readonly path: string;
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export async function openBytes(path: string, held = HELD): Promise<ByteSource> {
  const info = await stat(path);
  if (!info.isFile()) throw new StudioError(`${path} is not a file.`, { expected: 'a text file', received: 'a folder' });
  if (info.size <= held) {
    const bytes = await readFile(path);
    return {
      path,
      size: bytes.length,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      close: async () => {},
    };
  }
  const handle = await open(path, 'r');
  return {
    path,
    size: info.size,
    async read(offset, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, info.size - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    close: () => handle.close(),
  };
}
