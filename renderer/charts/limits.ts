/**
 * The y axis for values in view: a little room on either side, never below zero where no value is, and no further than
 * the whole for shares.
 */
export function limitsOf(range: readonly [low: number, high: number] | null, share: boolean): readonly [low: number, high: number] {
  if (!range) return [0, 1];
  const [low, high] = range;
  // Values that are all alike get an axis whose labels still tell its lines apart.
  const pad = Math.max((high - low) * 0.08, share ? 0.01 : Math.abs(high) * 1e-3, 1e-6);
  return [low >= 0 ? Math.max(0, low - pad) : low - pad, share ? Math.min(1.005, high + pad) : high + pad];
}
