/** The lengths that sequences are filled up to: each at most half as long again as the one before, from 8 on. */
export function roundLength(length: number): number {
  if (length <= 32) return Math.max(8, Math.ceil(length / 8) * 8);
  const octave = 2 ** Math.floor(Math.log2(length - 1));
  return length <= 1.5 * octave ? 1.5 * octave : 2 * octave;
}
