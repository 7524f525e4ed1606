import type { Core } from '../../../shared/contract';
import { type RunState, runUpdate } from '../../../shared/run';

const ACTIVE: readonly RunState[] = ['queued', 'preparing', 'running', 'pausing', 'stopping'];

/** Follows which runs train now, so that closing the window can ask what becomes of them. */
export class ActiveRuns {
  readonly #runs = new Map<string, string>();
  readonly #ended = new Set<() => void>();

  constructor(core: Core) {
    core.listen('electron-runs', (event, data) => {
      const update = event === 'run.update' ? runUpdate.safeParse(data) : null;
      if (!update?.success) return;
      const { id, state, name } = update.data.info;
      if (ACTIVE.includes(state)) this.#runs.set(id, name);
      else if (this.#runs.delete(id) && this.#runs.size === 0) for (const listener of this.#ended) listener();
    });
  }

  get names(): readonly string[] {
    return [...this.#runs.values()];
  }

  /** Calls when the last run ended. */
  onAllEnded(listener: () => void): void {
    this.#ended.add(listener);
  }
}
