import { z } from 'zod';
import type { FeedKind } from './graph/feeds/kinds';
import type { TargetKind } from './graph/targets/kinds';

/**
 * What a column of records may be, and what it gives. A new one is a line here and a file in
 * `electron/data/readers/columns`, which does not compile without it.
 */
export const RECORD_COLUMNS = {
  /** The path of a file, relative to the records' folder. */
  image: { gives: 'input', kind: 'image', label: 'picture file' },
  text: { gives: 'input', kind: 'text', label: 'text' },
  /** A number, or a word of few; all of them make one table. */
  number: { gives: 'input', kind: 'table', label: 'number' },
  /** Whole numbers with spaces between, or a JSON list. */
  ids: { gives: 'input', kind: 'ids', label: 'ids' },
  /** The path of a WAV file, relative to the records' folder. */
  sound: { gives: 'input', kind: 'audio', label: 'sound file' },
  class: { gives: 'target', kind: 'classes', label: 'class to predict' },
  value: { gives: 'target', kind: 'value', label: 'number to predict' },
  /** Several in a cell, with `|` or `;` between, or a JSON list. */
  labels: { gives: 'target', kind: 'labels', label: 'labels to predict' },
  /** A text that the model learns to write: a translation, what is said in a recording. */
  target_text: { gives: 'target', kind: 'sequence', label: 'text to write' },
  /** As many as the text of the row has words, with spaces between. */
  tags: { gives: 'target', kind: 'tags', label: 'tags to predict' },
  /** The path of a WAV file, relative to the records' folder. */
  sound_target: { gives: 'target', kind: 'spectrogram', label: 'sound to predict' },
  /** A JSON list `[{ "label": "cat", "box": [x, y, width, height] }]`, in pixels of the row's picture. */
  boxes: { gives: 'target', kind: 'boxes', label: 'boxes to find' },
  /** 1 or 0, yes or no: whether the label that the column is called fits. All such columns make one target. */
  flag: { gives: 'target', kind: 'labels', label: 'one label: 1 or 0' },
  /** Ids in the order in which they came: each but the last is read, and asks for the one behind it. */
  history: { gives: 'input', kind: 'ids', label: 'history, the next to predict' },
  /** One whole number of at least 1. */
  item: { gives: 'target', kind: 'items', label: 'item to predict' },
} as const satisfies Record<
  string,
  | { readonly gives: 'input'; readonly kind: FeedKind; readonly label: string }
  | { readonly gives: 'target'; readonly kind: TargetKind; readonly label: string }
>;

export const recordColumn = z.enum(Object.keys(RECORD_COLUMNS) as [RecordColumn, ...RecordColumn[]]);
export type RecordColumn = keyof typeof RECORD_COLUMNS;

/** Whether a column is nothing but what is to be predicted. */
export const isTarget = (as: RecordColumn): boolean => RECORD_COLUMNS[as].gives === 'target';

/** Whether a column asks for something: also one that is read as well. */
export const asks = (as: RecordColumn): boolean => isTarget(as) || as === 'history';
