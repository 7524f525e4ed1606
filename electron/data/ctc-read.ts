import type { TargetPlanOf } from '../../shared/graph/feed';
import { ctcBeam } from '../engine/decoding/ctc-beam';
import { type CtcDecoded, ctcGreedy } from '../engine/decoding/ctc-greedy';

/** Id of “nothing new”, and of padding in targets. */
export const BLANK = 0;

/**
 * What a row of CTC's probabilities spells, likeliest first. Padded steps give the blank alone, and spell nothing.
 *
 * @param row [steps, classes]
 */
export function ctcRead({ tokens, search, beam_width }: TargetPlanOf<'sequence'>, row: Float32Array): readonly CtcDecoded[] {
  const classes = tokens.max_tokens;
  const output = { logs: row.map(Math.log), classes, steps: Math.floor(row.length / classes), blank: BLANK };
  return search === 'beam' ? ctcBeam(output, beam_width) : [ctcGreedy(output)];
}
