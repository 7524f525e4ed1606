/** A copy in an order drawn by `seed` and `stream` (Fisher–Yates over mulberry32): the same on every machine. */
export function seededShuffle<T>(items: readonly T[], seed: number, stream: number): T[] {
  const next = mulberry32(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    const [a, b] = [shuffled[at], shuffled[other]];
    if (a !== undefined && b !== undefined) {
      shuffled[at] = b;
      shuffled[other] = a;
    }
  }
  return shuffled;
}

/** Numbers in [0, 1). Tommy Ettinger's mulberry32: 32 bits of state, ample for drawing splits. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
