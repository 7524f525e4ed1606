import { partName } from '../../../../shared/graph/facts';
import type { ColumnKind } from './define-column';

/** A length above it is not told apart. */
const MOST = 2 ** 24;

/** A text that the model learns to write. */
export const targetTextColumn: ColumnKind = ({ column, at }) => {
  const alphabet = new Set<string>();
  return {
    // Words and characters in one number.
    look: (cell) => {
      const text = cell.trim();
      if (text === '') return `has no text in “${column}”`;
      const characters = Array.from(text);
      for (const character of characters) alphabet.add(character);
      return Math.min(MOST, text.split(/\s+/).length) * MOST + Math.min(MOST - 1, characters.length);
    },
    finish: (kept) => {
      let [words, characters] = [0, 0];
      for (const both of kept) {
        words = Math.max(words, Math.floor(both / MOST));
        characters = Math.max(characters, both % MOST);
      }
      return {
        targets: [
          {
            name: partName(column),
            facts: { kind: 'sequence', column, words, characters, alphabet: alphabet.size },
            numbers: null,
            part: (_index, cells) => ({ kind: 'text', text: (cells[at] ?? '').trim() }),
            label: (_index, cells) => (cells[at] ?? '').trim(),
          },
        ],
      };
    },
  };
};
