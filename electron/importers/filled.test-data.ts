/** Pixels from 0 to 255: `picture` of golden/make_applications.py. [1, height, width, 3] */
export const picture = (height: number, width: number): number[] =>
  Array.from({ length: height * width * 3 }, (_, i) => (i * 7919 + Math.floor(i / 97) * 31) % 256);

/** Weights by a formula: `filled` of golden/make_applications.py. `at`: the place of the weight in the model's list. */
export function filled(shape: readonly number[], at: number): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  const limit = shape.length > 1 ? Math.sqrt(6 / (size / (shape.at(-1) ?? 1))) : 0.1;
  const values = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    let bits = (Math.imul(i + 1, 2_654_435_761) + at * 40_503) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 15), 2_246_822_519) >>> 0;
    bits = (bits ^ (bits >>> 13)) >>> 0;
    values[i] = (bits / 2 ** 31 - 1) * limit;
  }
  return values;
}
