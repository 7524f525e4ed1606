import { describe, expect, it } from 'vitest';
import { RUN_TRANSITIONS, runState } from '../../shared/run';
import { controlsOf } from './run-controls';

describe('run controls', () => {
  it('offer only what the table of transitions allows', () => {
    for (const state of runState.options) {
      const next: readonly string[] = RUN_TRANSITIONS[state];
      const controls = controlsOf(state);
      if (controls.stop) expect(next).toContain('stopping');
      if (controls.mainReady && controls.main === 'pause') expect(next).toContain('pausing');
      if (controls.mainReady && controls.main === 'resume') expect(next).toContain('running');
      if (controls.main === 'train') expect(next).not.toContain('stopping');
    }
  });

  it('offer to train where there is no run', () => {
    expect(controlsOf(null)).toEqual({ main: 'train', mainReady: true, stop: false });
  });
});
