import type { Sound } from './read-wav';

const HEADER = 44;

/** A WAV file, one channel, PCM of 16 bit. What lies beyond −1…1 is clipped. */
export function writeWav({ rate, samples }: Sound): Buffer {
  const bytes = Buffer.alloc(HEADER + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => {
    bytes.writeInt16LE(Math.max(-0x8000, Math.min(0x7fff, Math.round(value * 0x8000))), HEADER + i * 2);
  });
  return bytes;
}
