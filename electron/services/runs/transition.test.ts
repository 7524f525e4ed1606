import { expect, it } from 'vitest';
import { RUN_TRANSITIONS, runState } from '../../../shared/run';
import { moveState, mustBe, wayTo } from './transition';

it('every transition of the table is allowed, and no other', () => {
  for (const from of runState.options) {
    for (const to of runState.options) {
      const allowed = (RUN_TRANSITIONS[from] as readonly string[]).includes(to);
      if (allowed) expect(moveState(from, to)).toBe(to);
      else expect(() => moveState(from, to)).toThrow(`from ${from} to ${to}`);
    }
  }
});

it('every way to an end keeps to the table', () => {
  for (const from of runState.options) {
    for (const end of ['finished', 'paused'] as const) {
      let now = from;
      for (const state of wayTo(from, end)) now = moveState(now, state);
      if (from !== 'stopping' && wayTo(from, end).length > 0) expect(now).toBe(end);
    }
  }
});

it('a wish that does not fit is refused in words', () => {
  expect(() => mustBe('paused', ['running'], 'paused')).toThrow('cannot be paused: it is paused');
});
