import { createHash } from 'node:crypto';

/** Numbers in [0, 2³²) drawn from (seed, purpose, counter): sfc32, keyed with SHA-256. */
export function seededBits(seed: number, purpose: string, counter: number): () => number {
  const key = createHash('sha256').update(`${seed}\0${purpose}\0${counter}`).digest();
  let [a, b, c, d] = [key.readUInt32LE(0), key.readUInt32LE(4), key.readUInt32LE(8), key.readUInt32LE(12)];
  return () => {
    const t = (a + b + d) >>> 0;
    d = (d + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + t) >>> 0;
    return t;
  };
}

/** The order in which one epoch sees the samples: Fisher–Yates over (seed, 'shuffle', epoch). */
export function epochOrder(indices: Uint32Array, seed: number, epoch: number): Uint32Array {
  const bits = seededBits(seed, 'shuffle', epoch);
  const order = indices.slice();
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor((bits() / 2 ** 32) * (at + 1));
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}
