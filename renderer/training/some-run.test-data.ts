import type { RunInfo } from '../../shared/run';

/** A run for tests. */
export function someRun(rest: Partial<RunInfo> = {}): RunInfo {
  return {
    id: 'r1',
    name: 'Run 1',
    tags: [],
    pinned: false,
    projectId: 'p1',
    state: 'running',
    failure: null,
    created: '2026-01-01T10:00:00.000Z',
    engine: null,
    progress: { epoch: 0, epochs: 8, step: 0, steps: 100, samplesPerSecond: null, secondsLeft: null },
    samples: { train: 80, validation: 10, test: 10 },
    parameters: 1000,
    evaluation: null,
    diskBytes: 0,
    ...rest,
  };
}
