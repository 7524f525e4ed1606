/**
 * Exponential moving average without the pull towards zero at its start (as TensorBoard's). NaN passes through and is not
 * averaged.
 *
 * @param weight 0: the values themselves; towards 1: smoother
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const out = new Float64Array(values.length);
  let average = 0;
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      out[i] = Number.NaN;
      continue;
    }
    average = average * weight + value * (1 - weight);
    seen = seen * weight + (1 - weight);
    out[i] = average / seen;
  }
  return out;
}

/** How much to smooth so many steps: the line follows about a hundredth of the whole. */
export function smoothingFor(steps: number): number {
  return steps < 10 ? 0 : 1 - 1 / Math.max(2, Math.min(200, steps / 100));
}
