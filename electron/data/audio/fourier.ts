/** Cosines and sines of a transform's length, and the order in which its numbers are taken. */
interface Tables {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly reversed: Uint32Array;
}

const kept = new Map<number, Tables>();

function tablesOf(length: number): Tables {
  const known = kept.get(length);
  if (known) return known;
  const bits = Math.log2(length);
  if (!Number.isInteger(bits)) throw new RangeError(`a transform of ${length} numbers, which is no power of two`);
  const half = length / 2;
  const made: Tables = {
    cos: Float64Array.from({ length: half }, (_, i) => Math.cos((2 * Math.PI * i) / length)),
    sin: Float64Array.from({ length: half }, (_, i) => Math.sin((2 * Math.PI * i) / length)),
    reversed: Uint32Array.from({ length }, (_, i) => {
      let back = 0;
      for (let bit = 0; bit < bits; bit++) if (i & (1 << bit)) back |= 1 << (bits - 1 - bit);
      return back;
    }),
  };
  kept.set(length, made);
  return made;
}

/**
 * The discrete Fourier transform in place (Cooley, Tukey 1965), of a length that is a power of two.
 *
 * @param inverse the other way round, times the length
 */
export function fourier(real: Float64Array, imag: Float64Array, inverse = false): void {
  const { length } = real;
  const { cos, sin, reversed } = tablesOf(length);
  for (let i = 0; i < length; i++) {
    const j = reversed[i] ?? 0;
    if (j <= i) continue;
    const [a, b] = [real[i] ?? 0, imag[i] ?? 0];
    real[i] = real[j] ?? 0;
    imag[i] = imag[j] ?? 0;
    real[j] = a;
    imag[j] = b;
  }
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    const stride = length / size;
    for (let start = 0; start < length; start += size) {
      for (let k = 0; k < half; k++) {
        const c = cos[k * stride] ?? 0;
        const s = (inverse ? 1 : -1) * (sin[k * stride] ?? 0);
        const [i, j] = [start + k, start + k + half];
        const [x, y] = [real[j] ?? 0, imag[j] ?? 0];
        const [re, im] = [x * c - y * s, x * s + y * c];
        const [a, b] = [real[i] ?? 0, imag[i] ?? 0];
        real[i] = a + re;
        imag[i] = b + im;
        real[j] = a - re;
        imag[j] = b - im;
      }
    }
  }
}
