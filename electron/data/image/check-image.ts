import { open } from 'node:fs/promises';
import { PIXEL_LIMIT } from './decode-image';
import { HEADER_BYTES, type ImageHeader, readImageHeader } from './image-header';

export type ImageCheck =
  | { readonly ok: true; readonly header: ImageHeader }
  /** `reason`: completes “3 files were left out: they are …”. */
  | { readonly ok: false; readonly reason: 'not pictures' | 'cut off' | 'too large' | 'empty' | 'not readable' };

const FIRST = 4096;
const TAIL = 4096;

/** Looks at the head and the tail of a file, without decoding it: a few reads whatever its size. */
export async function checkImage(path: string, size: number): Promise<ImageCheck> {
  if (size === 0) return { ok: false, reason: 'empty' };
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, 'r');
  } catch {
    return { ok: false, reason: 'not readable' };
  }
  try {
    const piece = async (offset: number, length: number) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
      return buffer.subarray(0, bytesRead);
    };
    let head = await piece(0, FIRST);
    let header = readImageHeader(head);
    // A JPEG's size follows its EXIF block, which may hold a preview.
    for (
      let length = HEADER_BYTES;
      !header && head[0] === 0xff && head[1] === 0xd8 && head.length < size && length <= 16 * HEADER_BYTES;
      length *= 4
    ) {
      head = await piece(0, length);
      header = readImageHeader(head);
    }
    if (!header) return { ok: false, reason: head[0] === 0xff && head[1] === 0xd8 ? 'cut off' : 'not pictures' };
    if (header.width * header.height > PIXEL_LIMIT) return { ok: false, reason: 'too large' };
    if (header.width === 0 || header.height === 0) return { ok: false, reason: 'empty' };
    const tail = await piece(Math.max(0, size - TAIL), TAIL);
    return endsWell(header, head, tail, size) ? { ok: true, header } : { ok: false, reason: 'cut off' };
  } finally {
    await handle.close();
  }
}

/** Whether the end is where the format says; some junk behind it is allowed. */
function endsWell({ format, width, height }: ImageHeader, head: Buffer, tail: Buffer, size: number): boolean {
  switch (format) {
    case 'png':
      return tail.includes('IEND');
    case 'jpeg':
      return tail.includes(Buffer.from([0xff, 0xd9]));
    case 'gif':
      return tail.includes(0x3b);
    case 'webp':
      return head.readUInt32LE(4) + 8 <= size + 1;
    case 'bmp': {
      const depth = head.readUInt16LE(head.readUInt32LE(14) === 12 ? 24 : 28);
      return head.readUInt32LE(10) + Math.ceil((width * depth) / 32) * 4 * height <= size;
    }
    case 'pgm':
      return head[1] === 0x32 || size >= width * height;
  }
}
