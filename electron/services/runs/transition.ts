import { RUN_TRANSITIONS, type RunState } from '../../../shared/run';
import { StudioError } from '../../../shared/studio-error';

/** The only place where a run changes its state: what `RUN_TRANSITIONS` does not allow is a bug of ours. */
export function moveState(from: RunState, to: RunState): RunState {
  const allowed: readonly RunState[] = RUN_TRANSITIONS[from];
  if (!allowed.includes(to)) throw new Error(`a run cannot go from ${from} to ${to}`);
  return to;
}

const WAYS: { readonly [end in 'finished' | 'paused']: { readonly [from in RunState]?: readonly RunState[] } } = {
  finished: { preparing: ['stopping', 'finished'], running: ['finished'], pausing: ['stopping', 'finished'], stopping: ['finished'] },
  paused: { preparing: ['running', 'pausing', 'paused'], running: ['pausing', 'paused'], pausing: ['paused'], stopping: ['failed'] },
};

/** The states between here and where a worker ended: it may have paused by itself, or finished while it was to pause. */
export function wayTo(from: RunState, end: 'finished' | 'paused'): readonly RunState[] {
  return WAYS[end][from] ?? [];
}

const IN_WORDS: Record<RunState, string> = {
  queued: 'waits for another run to end',
  preparing: 'is being prepared',
  running: 'is training',
  pausing: 'is about to pause',
  paused: 'is paused',
  stopping: 'is about to stop',
  finished: 'has finished',
  failed: 'has failed',
};

/** States in which a worker has the run, or will have it without anybody asking. */
export function isBusy(state: RunState): boolean {
  return state !== 'paused' && state !== 'finished' && state !== 'failed';
}

/** Refuses what a person asked of a run that is in another state. */
export function mustBe(state: RunState, allowed: readonly RunState[], doing: string): void {
  if (allowed.includes(state)) return;
  throw new StudioError(`This run cannot be ${doing}: it ${IN_WORDS[state]}.`, {
    expected: `a run that ${allowed.map((s) => IN_WORDS[s]).join(' or ')}`,
    received: `one that ${IN_WORDS[state]}`,
  });
}
