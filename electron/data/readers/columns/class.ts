import { partName } from '../../../../shared/graph/facts';
import { StudioError } from '../../../../shared/studio-error';
import { onlyOneClass } from '../../in-words';
import { isMissing } from '../../records/delimited';
import { sortLabels } from '../../sort-labels';
import type { ColumnKind } from './define-column';
import { MetCells } from './met-cells';

/** More different labels than this are not classes: the column is an id or a text. */
const MOST_CLASSES = 1000;

/** One of some classes to predict. */
export const classColumn: ColumnKind = ({ column }) => {
  const met = new MetCells();
  return {
    look: (cell) => (isMissing(cell.trim()) ? `has no class in “${column}”` : met.number(cell.trim())),
    finish: (kept) => {
      if (met.size > MOST_CLASSES) {
        throw new StudioError(`The column “${column}” holds more than ${MOST_CLASSES} different labels.`, {
          expected: 'a column of classes that come again and again',
          advice: 'Say in the data panel that it is something else, or leave it out.',
        });
      }
      const all = met.all();
      // A label that only rows have which were left out is none.
      const used = new Set(kept);
      const labels = sortLabels(all.filter((_, number) => used.has(number)));
      const place = new Map(labels.map((label, at) => [all.indexOf(label), at]));
      const numbers = kept.map((number) => place.get(number) ?? 0);
      const label = (index: number) => labels[numbers[index] ?? 0] ?? '';
      return {
        targets: [{ name: partName(column), facts: { kind: 'classes', labels }, numbers, label }],
        warnings: labels.length < 2 ? [onlyOneClass(labels[0])] : [],
      };
    },
  };
};
