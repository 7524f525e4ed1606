import type { RunState } from '../../shared/run';

/** What a person may do with a run in each state: the buttons of the top bar. */
export interface RunControls {
  /** The one coloured button. */
  readonly main: 'train' | 'pause' | 'resume';
  /** False while a change is under way. */
  readonly mainReady: boolean;
  readonly stop: boolean;
}

export function controlsOf(state: RunState | null): RunControls {
  switch (state) {
    case null:
    case 'finished':
    case 'failed':
      return { main: 'train', mainReady: true, stop: false };
    case 'queued':
    case 'preparing':
      return { main: 'pause', mainReady: false, stop: true };
    case 'running':
      return { main: 'pause', mainReady: true, stop: true };
    case 'pausing':
      return { main: 'pause', mainReady: false, stop: true };
    case 'paused':
      return { main: 'resume', mainReady: true, stop: true };
    case 'stopping':
      return { main: 'pause', mainReady: false, stop: false };
  }
}

/** Whether a trainer works on it, or holds it for a while. */
export function isUnderWay(state: RunState): boolean {
  return state !== 'finished' && state !== 'failed';
}

/** Whether its trained weights can be asked: evaluated, looked into, exported. */
export function isTrained(state: RunState): boolean {
  return state === 'finished';
}

/** A state in a word or two. */
export function stateWords(state: RunState): string {
  switch (state) {
    case 'queued':
      return 'waiting';
    case 'preparing':
      return 'getting ready';
    case 'running':
      return 'training';
    case 'pausing':
      return 'pausing';
    case 'paused':
      return 'paused';
    case 'stopping':
      return 'stopping';
    case 'finished':
      return 'trained';
    case 'failed':
      return 'failed';
  }
}
