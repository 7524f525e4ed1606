import type { NodeCost } from '../graph/define-node';
import type { ValueSpec } from '../graph/spec';
import { product } from './sizes';

/**
 * The cost of a node that goes over every number of a value once.
 *
 * @param per number of the value: multiplications, and numbers held while it trains
 */
export function passCost(
  { shape, carries }: ValueSpec,
  per: { readonly multiplications: number; readonly held?: number },
): NodeCost | null {
  const numbers = product(shape.slice(1));
  if (numbers === null) return null;
  const growth = carries === 'sequence' ? 'n' : null;
  return { multiplications: per.multiplications * numbers, scoresBytes: 0, growth, held: (per.held ?? 0) * numbers };
}
