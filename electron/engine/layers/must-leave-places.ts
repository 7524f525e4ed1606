import { StudioError } from '../../../shared/studio-error';
import type { SymbolicShape } from './layer-config';

/**
 * Sizes known only with the data: a sample may be too short for a window or for what is cut off. A warning in the graph says
 * so before; TensorFlow's own words would say nothing to a person.
 *
 * @param before shape [batch, places…, channels] of what came in
 * @param after the shape that would come out
 * @throws StudioError where no place would be left
 */
export function mustLeavePlaces(name: string, before: readonly number[], after: SymbolicShape): void {
  if (after.slice(1, -1).every((side) => side === null || side >= 1)) return;
  throw new StudioError(`A sample is too short for “${name}”: nothing would be left of it.`, {
    expected: 'at least one place that comes out',
    received: `${before.slice(1).join('×')} in, ${after.slice(1).join('×')} out`,
    advice:
      'Use padding “same” or a smaller window, or bring all samples to one length: output_sequence_length of Text vectorization does so.',
  });
}
