import { StudioError } from '../../../shared/studio-error';
import { readIds } from '../records/read-ids';
import { defineOwn, mismatch } from './define-own';
import { textFile } from './own-file';

/** Whole numbers with spaces between, or a JSON list; typed, or in a file. */
export const ownIds = defineOwn('ids', {
  read: async (given) => {
    const text = given.kind === 'text' ? given.text : given.kind === 'file' ? await textFile(given.path) : null;
    if (text === null) throw mismatch('a sequence of ids', given);
    const ids = readIds(text);
    if (!ids) {
      throw new StudioError('This is not a sequence of ids.', {
        expected: 'whole numbers of at least 0 with spaces between, or a JSON list of them',
        received: text.slice(0, 60) || 'nothing',
      });
    }
    return { part: { kind: 'ids', ids }, content: { kind: 'ids', ids: [...ids] } };
  },
  seen: async () => null,
});
