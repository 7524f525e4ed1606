import { basename } from 'node:path';
import { StudioError } from '../../../shared/studio-error';
import { leftOut, linesInWords } from '../in-words';

/** Rows that lack something, by what they lack. */
export class BadRows {
  readonly #byReason = new Map<string, number[]>();

  /** @param reason completes “Line 7 …”: `has no number in “y”` */
  add(line: number, reason: string): void {
    const lines = this.#byReason.get(reason);
    if (lines) lines.push(line);
    else this.#byReason.set(reason, [line]);
  }

  warnings(): string[] {
    return [...this.#byReason].map(([reason, lines]) => {
      const [verb = '', ...rest] = reason.split(' ');
      const many = verb === 'has' ? 'have' : verb.replace(/s$/, '');
      return `${linesInWords(lines)} ${lines.length === 1 ? verb : many} ${rest.join(' ')} and ${leftOut(lines.length)}.`;
    });
  }

  /** Refuses the data by its first bad row. @throws StudioError */
  refuse(path: string, ragged: readonly number[]): void {
    const all = [...this.#byReason].flatMap(([reason, lines]) => lines.map((line) => ({ line, reason })));
    all.push(...ragged.map((line) => ({ line, reason: 'does not have as many cells as there are columns' })));
    const [first] = all.sort((a, b) => a.line - b.line);
    if (!first) return;
    throw new StudioError(`Line ${first.line} of ${basename(path)} ${first.reason}.`, {
      expected: 'rows that have everything',
      received: all.length === 1 ? 'one that has not' : `${all.length.toLocaleString('en')} that have not`,
      advice: 'Mend the file, or let such rows be left out in the data panel.',
    });
  }
}
