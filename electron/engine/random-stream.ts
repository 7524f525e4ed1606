/**
 * Uniform numbers in [0, 1), a stream a purpose: equal names give equal numbers in every process, in whatever
 * order the streams are asked. (FNV-1a picks the stream, the mixer of SplitMix32 makes the numbers.)
 */
export function randomStream(...purpose: readonly (string | number)[]): () => number {
  let state = 0x811c9dc5;
  for (const char of purpose.join('\u0000')) {
    state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal numbers (Box–Muller) out of a uniform stream. */
export function normalStream(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // 1 − u is never 0, so the logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
