import { shared, shifted } from '../graph/size-name';
import type { Dim } from '../graph/spec';

/** The product of sizes, or null where one is known only with the data. */
export function product(dims: readonly Dim[]): number | null {
  return dims.reduce<number | null>((all, dim) => (all === null || typeof dim !== 'number' ? null : all * dim), 1);
}

/** `2 × 2`, or `2` where only its sides differ in nothing: for summaries. */
export function formatSize(size: readonly number[]): string {
  return size.join(' × ');
}

export type Padding = 'valid' | 'same' | 'causal';

/** How many places a window that reaches over `reach` has on `length`: TensorFlow's rule. Below 1 where it does not fit. */
export function windowCount(length: Dim, reach: number, stride: number, padding: Padding): Dim {
  return shared(padding === 'valid' ? shifted(length, 1 - reach) : length, stride);
}
