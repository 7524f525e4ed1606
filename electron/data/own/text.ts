import { FEEDS } from '../feeds/feeds';
import { defineOwn, mismatch } from './define-own';
import { textFile } from './own-file';

/** A sentence, or a file of text. */
export const ownText = defineOwn('text', {
  read: async (given) => {
    const text = given.kind === 'text' ? given.text : given.kind === 'file' ? await textFile(given.path) : null;
    if (text === null) throw mismatch('a text', given);
    return { part: { kind: 'text', text }, content: { kind: 'text', text } };
  },
  seen: async (plan, state, part) => {
    const words = FEEDS.text.labels(plan, state, part) ?? [];
    return { kind: 'text', text: words.join(plan.split === 'character' ? '' : ' ') };
  },
});
