import type { Sound } from './read-wav';

const HEADER = 44;
const LETTERS = 0x8000;

/** A WAV file, one channel, PCM of 16 bit. What lies beyond −1…1 is clipped. Nothing of Node: the exported page writes them too. */
export function writeWav({ rate, samples }: Sound): Uint8Array {
  const bytes = new Uint8Array(HEADER + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const tag = (at: number, letters: string): void => {
    for (let i = 0; i < letters.length; i++) bytes[at + i] = letters.charCodeAt(i);
  };
  tag(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  tag(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, i) => {
    view.setInt16(HEADER + i * 2, Math.max(-0x8000, Math.min(0x7fff, Math.round(value * 0x8000))), true);
  });
  return bytes;
}

/** The same as a data URL. */
export function waveUrl(sound: Sound): string {
  const bytes = writeWav(sound);
  let text = '';
  for (let at = 0; at < bytes.length; at += LETTERS) text += String.fromCharCode(...bytes.subarray(at, at + LETTERS));
  return `data:audio/wav;base64,${btoa(text)}`;
}
