import type { OutputPort } from '../../graph/define-node';
import type { ValueSpec } from '../../graph/spec';
import { sidesOf } from './channel-mlp';

/** Of kinds whose places see a few others: most of the matrix is 0, so that it is made only where somebody looks at it. */
export const PLACE_SCORES: OutputPort = {
  name: 'scores',
  doc: 'The weights over all places of the picture, computed only where they are wired or looked at: rows are the places that ask, columns those looked at',
  optional: true,
  onDemand: true,
};

/** Places of a picture whose sides are known. */
export function placesOf(x: ValueSpec): number {
  const [height, width] = sidesOf(x) ?? [0, 0];
  return height * width;
}
