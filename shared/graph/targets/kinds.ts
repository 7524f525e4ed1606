import { boxesTarget } from './boxes';
import { classesTarget } from './classes';
import { identityTarget } from './identity';
import { itemsTarget } from './items';
import { labelsTarget } from './labels';
import { matchTarget } from './match';
import { sequenceTarget } from './sequence';
import { spectrogramTarget } from './spectrogram';
import { tagsTarget } from './tags';
import { valueTarget } from './value';
import { valuesTarget } from './values';

/**
 * Every kind of target: what is known of it in the data, what the model is asked for, what is learned for that, what a
 * prediction is. A new kind is a file here and a line, in this list and in that of `electron/data/targets`, which does not
 * compile without it.
 */
export const TARGET_KINDS = {
  classes: classesTarget,
  value: valueTarget,
  labels: labelsTarget,
  boxes: boxesTarget,
  sequence: sequenceTarget,
  tags: tagsTarget,
  spectrogram: spectrogramTarget,
  values: valuesTarget,
  match: matchTarget,
  identity: identityTarget,
  items: itemsTarget,
} as const;

export type TargetKind = keyof typeof TARGET_KINDS;
