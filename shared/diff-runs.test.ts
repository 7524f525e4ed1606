import { describe, expect, it } from 'vitest';
import { diffRuns, isSame } from './diff-runs';
import { graphOf } from './graph/graph-of.test-data';
import { engineInUse, type FrozenRun } from './run';
import { DEFAULT_TRAINING } from './training';

const EAGER = { step: 'eager', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;

const run: FrozenRun = {
  graph: graphOf({ table: 'TableInput', dense: ['Dense', { units: 8 }] }, ['table.columns > dense.input']) as FrozenRun['graph'],
  training: DEFAULT_TRAINING,
  data: {
    path: '/data/a.csv',
    read: { reader: 'idx' },
    split: { validation: 0.1, test: 0.1, seed: 1 },
    fingerprint: 'aa',
    facts: { samples: 9, inputs: { text: { kind: 'text' } }, targets: {} },
  },
  engine: engineInUse.parse({ name: 'tensorflow', device: 'CPU', version: '2.21', reason: 'the fastest', ...EAGER }),
  app: { version: '0.1.0', node: 'v20', platform: 'linux-x64' },
};

describe('the difference of two runs', () => {
  it('is nothing where only words and what follows from the data differ', () => {
    const other: FrozenRun = {
      ...run,
      data: { ...run.data, facts: null },
      engine: run.engine && Object.assign({ ...run.engine, reason: 'asked for' }, { stepReason: 'measured' }),
    };
    expect(isSame(diffRuns(run, other))).toBe(true);
  });

  it('takes a default that is written down for no difference', () => {
    const dense = { kind: 'Dense', title: null, params: { units: 8, activation: 'linear' } };
    const written = { ...run, graph: { ...run.graph, nodes: { ...run.graph.nodes, dense } } };
    expect(isSame(diffRuns(run, written))).toBe(true);
  });

  it('names settings, data and machine with both values', () => {
    const other: FrozenRun = {
      ...run,
      training: { ...run.training, epochs: 3, optimizer: { name: 'sgd', momentum: 0, nesterov: false } },
      data: { ...run.data, path: '/data/b.csv', fingerprint: 'bb', split: { ...run.data.split, seed: 2 } },
      engine: engineInUse.parse({ name: 'cpu', device: 'JavaScript', version: '4.22', reason: '', ...EAGER }),
    };
    const diff = diffRuns(run, other);
    expect(isSame(diff)).toBe(false);
    expect(diff.training).toEqual([
      { path: ['epochs'], before: 10, after: 3 },
      { path: ['optimizer'], before: DEFAULT_TRAINING.optimizer, after: { name: 'sgd', momentum: 0, nesterov: false } },
    ]);
    expect(diff.data.map((c) => c.path.join('.'))).toEqual(['fingerprint', 'path', 'split.seed']);
    expect(diff.machine.map((c) => c.path.join('.'))).toEqual(['engine']);
  });

  it('names a setting that only newer runs have', () => {
    const newer = { ...run, training: { ...run.training, yet_unknown: 'traced' } };
    expect(diffRuns(run, newer).training).toEqual([{ path: ['yet_unknown'], after: 'traced' }]);
  });

  it('tells a run that has not begun from one whose engine is known', () => {
    expect(diffRuns({ ...run, engine: null }, run).machine.map((c) => c.path.join('.'))).toEqual(
      expect.arrayContaining(['engine.device', 'engine.name', 'engine.version']),
    );
  });
});
