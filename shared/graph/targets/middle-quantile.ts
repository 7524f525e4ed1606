/** Which of some quantiles stands for the value itself: the one nearest to one half. 0 where there are none. */
export function middleQuantile(quantiles: readonly number[]): number {
  let nearest = 0;
  for (const [at, quantile] of quantiles.entries()) {
    if (Math.abs(quantile - 0.5) < Math.abs((quantiles[nearest] ?? 0) - 0.5)) nearest = at;
  }
  return nearest;
}
