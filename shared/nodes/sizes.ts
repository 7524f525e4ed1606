import type { Dim } from '../graph/spec';

/** The product of sizes, or null where one is known only with the data. */
export function product(dims: readonly Dim[]): number | null {
  return dims.reduce<number | null>((all, dim) => (all === null || typeof dim !== 'number' ? null : all * dim), 1);
}

/** `2 × 2`, or `2` where only its sides differ in nothing: for summaries. */
export function formatSize(size: readonly [number, number]): string {
  return `${size[0]} × ${size[1]}`;
}

export type Padding = 'valid' | 'same';

/** How many places a window of `size` has on `length`: TensorFlow's rule. Below 1 where it does not fit. */
export function windowCount(length: Dim, size: number, stride: number, padding: Padding): Dim {
  if (typeof length !== 'number') return stride === 1 && (padding === 'same' || size === 1) ? length : `${length}′`;
  return padding === 'same' ? Math.ceil(length / stride) : Math.ceil((length - size + 1) / stride);
}
