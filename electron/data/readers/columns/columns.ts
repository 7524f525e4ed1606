import type { RecordColumn } from '../../../../shared/record-columns';
import { boxesColumn } from './boxes';
import { classColumn } from './class';
import type { ColumnKind } from './define-column';
import { flagColumn } from './flag';
import { historyColumn } from './history';
import { idsColumn } from './ids';
import { imageColumn } from './image';
import { itemColumn } from './item';
import { labelsColumn } from './labels';
import { numberColumn } from './number';
import { soundColumn } from './sound';
import { soundTargetColumn } from './sound-target';
import { tagsColumn } from './tags';
import { targetTextColumn } from './target-text';
import { textColumn } from './text';
import { valueColumn } from './value';

/** How every kind of column is read. */
export const COLUMN_KINDS: { readonly [as in RecordColumn]: ColumnKind } = {
  image: imageColumn,
  text: textColumn,
  number: numberColumn,
  ids: idsColumn,
  sound: soundColumn,
  class: classColumn,
  value: valueColumn,
  labels: labelsColumn,
  target_text: targetTextColumn,
  tags: tagsColumn,
  sound_target: soundTargetColumn,
  boxes: boxesColumn,
  flag: flagColumn,
  history: historyColumn,
  item: itemColumn,
};
