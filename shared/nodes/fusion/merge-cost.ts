import type { NodeCost } from '../../graph/define-node';
import type { ValueSpec } from '../../graph/spec';
import { passCost } from '../pass-cost';

/** One multiplication, or what takes as long, for each number of each further input. */
export function mergeCost(inputs: readonly ValueSpec[]): NodeCost | null {
  const sizes = inputs.map((spec) => passCost(spec, { multiplications: 1 }));
  const largest = sizes.reduce<NodeCost | null>(
    (most, size) => (most && size && most.multiplications >= size.multiplications ? most : size),
    sizes[0] ?? null,
  );
  return largest && { ...largest, multiplications: largest.multiplications * (inputs.length - 1) };
}
