import type { Evaluation } from '../../shared/run';

type Values = NonNullable<Evaluation['values']>;

/** How far predictions lie from the truth. `r2` is 1 − squared error / variance: 1 is perfect, 0 is as good as the mean. */
export function errorsOf(values: Values): { readonly mae: number; readonly rmse: number; readonly r2: number } {
  const n = values.length;
  if (n === 0) return { mae: Number.NaN, rmse: Number.NaN, r2: Number.NaN };
  const mean = values.reduce((sum, v) => sum + v.actual, 0) / n;
  let absolute = 0;
  let squared = 0;
  let spread = 0;
  for (const { actual, predicted } of values) {
    absolute += Math.abs(predicted - actual);
    squared += (predicted - actual) ** 2;
    spread += (actual - mean) ** 2;
  }
  return { mae: absolute / n, rmse: Math.sqrt(squared / n), r2: spread > 0 ? 1 - squared / spread : Number.NaN };
}

/** Round numbers for an axis from `low` to `high`, about `count` of them. */
export function niceTicks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= raw) ?? raw;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high + step * 1e-9; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}
