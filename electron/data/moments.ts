/** What is known of numbers that came one after the other. */
export interface Moments {
  count: number;
  mean: number;
  squares: number;
}

export const noMoments = (): Moments => ({ count: 0, mean: 0, squares: 0 });

/** Welford's running mean and sum of squared differences: exact enough in one pass. */
export function welford(moments: Moments, value: number): void {
  moments.count++;
  const before = value - moments.mean;
  moments.mean += before / moments.count;
  moments.squares += before * (value - moments.mean);
}

/** Of the population, as Keras's Normalization; 1 for a constant column, so that nothing is divided by 0. */
export function deviationOf({ count, squares }: Moments): number {
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  return deviation > 0 ? deviation : 1;
}
