import type { TargetKind } from '../../../shared/graph/targets/kinds';
import { boxesLosses } from './boxes';
import { classesLosses } from './classes';
import type { TargetLosses } from './define-target-losses';
import { identityLosses } from './identity';
import { itemsLosses } from './items';
import { labelsLosses } from './labels';
import { matchLosses } from './match';
import { sequenceLosses } from './sequence';
import { spectrogramLosses } from './spectrogram';
import { tagsLosses } from './tags';
import { valueTargetLosses } from './value';
import { valuesLosses } from './values';

/** How outputs of every kind of target are judged. */
export const TARGET_LOSSES: { readonly [kind in TargetKind]: TargetLosses } = {
  classes: classesLosses,
  value: valueTargetLosses,
  labels: labelsLosses,
  sequence: sequenceLosses,
  tags: tagsLosses,
  spectrogram: spectrogramLosses,
  boxes: boxesLosses,
  values: valuesLosses,
  match: matchLosses,
  identity: identityLosses,
  items: itemsLosses,
};
