import type { NodeFix } from '../../graph/define-node';

/** What to offer where bands do not lie within the frequencies of a sound, of which `half` (Hz) is the highest; null: no band could. */
export function mendBands(lowest: number, half: number): NodeFix | null {
  if (half < 1) return null;
  return lowest < Math.floor(half)
    ? { type: 'set', title: 'Up to the highest frequency', param: 'max_freq', value: null }
    : { type: 'set', title: 'From the lowest frequency', param: 'min_freq', value: 0 };
}
