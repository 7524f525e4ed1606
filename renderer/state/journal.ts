import type { HistoryEntry } from '../../shared/contract';
import type { Move } from '../../shared/graph/history';
import { asStudioError, studio } from '../app/connect';
import { notify } from '../ui/notices';

/** A move of the history that the core has to keep. */
export interface Journaled {
  readonly projectId: string;
  readonly kind: Move;
  readonly entry: HistoryEntry;
}

let revision = 0;
let unsent = 0;
let sending: Promise<void> = Promise.resolve();

/**
 * Sends a move to the core's journal, one after the other, so that none overtakes another. The core
 * numbers them from 0 since the project was opened by this window.
 */
export function journal(move: Journaled): void {
  const mine = revision++;
  unsent++;
  sending = sending.then(async () => {
    try {
      await studio().call('projects.patch', { ...move, revision: mine });
    } catch (error) {
      const { message, advice } = asStudioError(error);
      notify('error', { message: `This change is not in the recovery journal. ${message}`, advice: advice ?? 'Save the project soon.' });
    } finally {
      unsent--;
    }
  });
}

/** Whether changes are on their way to the core. */
export function hasUnsent(): boolean {
  return unsent > 0;
}

/** A newly opened project counts from 0 again. */
export function drop(): void {
  revision = 0;
}

/** Resolves when the core has every change. Await it before anything that reads the project in the core. */
export function settled(): Promise<void> {
  return sending;
}
