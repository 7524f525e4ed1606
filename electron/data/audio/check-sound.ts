import { open } from 'node:fs/promises';
import { NotWav, readWavHeader, sampleCount, type WavHeader } from './read-wav';

/** A longer recording is left out: it would be read whole, whatever is kept of it. */
export const MOST_SECONDS = 600;

export type SoundRefusal = 'not sounds' | 'cut off' | 'coded' | 'too long' | 'empty' | 'not readable';

export type SoundCheck =
  | { readonly ok: true; readonly rate: number; readonly seconds: number }
  | { readonly ok: false; readonly reason: SoundRefusal };

/** Bytes in which the samples have to begin: programs write notes and pictures before them. */
const PIECES = [4096, 65_536, 2 ** 20];

/** Looks at the head of a WAV file, without reading its samples: a read or two whatever its size. */
export async function checkSound(path: string, size: number): Promise<SoundCheck> {
  if (size === 0) return { ok: false, reason: 'empty' };
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(path, 'r');
  } catch {
    return { ok: false, reason: 'not readable' };
  }
  try {
    for (const piece of PIECES) {
      const buffer = Buffer.alloc(Math.min(piece, size));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      try {
        return judge(readWavHeader(buffer.subarray(0, bytesRead), size), size);
      } catch (error) {
        if (!(error instanceof NotWav)) throw error;
        if (!error.rest || piece === PIECES.at(-1)) return { ok: false, reason: reasonOf(error) };
      }
    }
    return { ok: false, reason: 'cut off' };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, reason: 'cut off' };
    return { ok: false, reason: 'not readable' };
  } finally {
    await handle.close();
  }
}

function judge(header: WavHeader, size: number): SoundCheck {
  const seconds = sampleCount(header) / header.rate;
  if (header.start + header.bytes > size) return { ok: false, reason: 'cut off' };
  if (seconds === 0) return { ok: false, reason: 'empty' };
  if (seconds > MOST_SECONDS) return { ok: false, reason: 'too long' };
  return { ok: true, rate: header.rate, seconds };
}

function reasonOf({ message }: NotWav): SoundRefusal {
  if (message === 'it is no WAV file') return 'not sounds';
  if (message === 'it holds no samples') return 'empty';
  return message === 'it is cut off' ? 'cut off' : 'coded';
}
