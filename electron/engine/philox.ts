/** Philox 4×32-10 (Salmon et al., SC 2011): four numbers out of a counter and a key, without a state. */
function philox(counter: readonly number[], key: readonly number[], out: Uint32Array): void {
  let [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = counter;
  let [k0 = 0, k1 = 0] = key;
  for (let round = 0; round < 10; round++) {
    const [low0, low1] = [Math.imul(c0, 0xd2511f53) >>> 0, Math.imul(c2, 0xcd9e8d57) >>> 0];
    const [high0, high1] = [highProduct(c0, 0xd2511f53), highProduct(c2, 0xcd9e8d57)];
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** The upper 32 bits of a product of two 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + (other >>> 16)) >>> 0;
}

/**
 * Uniform numbers in [0, 1): bit by bit those of TensorFlow's `StatelessRandomUniform` with the same seed, so that every
 * engine draws alike.
 *
 * @param seed two numbers from 0 to 2³¹ − 1
 */
export function philoxUniform(size: number, seed: readonly [number, number]): Float32Array {
  const mixed = new Uint32Array(4);
  // TensorFlow's GenerateKey (stateless_random_ops.cc): weak seeds are scrambled first.
  philox([seed[0], 0, seed[1], 0], [0x3ec8f720, 0x02461e29], mixed);
  const key = [mixed[0] ?? 0, mixed[1] ?? 0];
  const [, , high = 0, higher = 0] = mixed;
  const bits = new Uint32Array(4 * Math.ceil(size / 4));
  for (let at = 0; at < bits.length; at += 4) philox([at / 4, 0, high, higher], key, bits.subarray(at, at + 4));
  // 23 random bits as the mantissa of a number from 1 to 2.
  for (let i = 0; i < bits.length; i++) bits[i] = ((bits[i] ?? 0) & 0x7fffff) | 0x3f800000;
  return new Float32Array(bits.buffer, 0, size).map((value) => value - 1);
}
