import { describe, expect, it } from 'vitest';
import { diffRuns } from '../../shared/diff-runs';
import { engineInUse, type FrozenRun } from '../../shared/run';
import { DEFAULT_TRAINING } from '../../shared/training';
import { graphRows, settingRows } from './difference-rows';

const EAGER = { step: 'eager', xla: false, precision: 'float32', threads: null, stepReason: '' } as const;

type Nodes = FrozenRun['graph']['nodes'];
function frozen(nodes: Nodes, wires: readonly string[], rest: Partial<FrozenRun> = {}): FrozenRun {
  const end = (text: string) => {
    const [node = '', port = ''] = text.trim().split('.');
    return { node, port };
  };
  return {
    graph: {
      nodes,
      wires: wires.map((wire) => {
        const [from = '', to = ''] = wire.split('>');
        return { from: end(from), to: end(to) };
      }),
    },
    training: DEFAULT_TRAINING,
    data: {
      path: 'resource:wines',
      read: { reader: 'idx' },
      split: { validation: 0.1, test: 0.1, seed: 1 },
      fingerprint: null,
      facts: null,
    },
    engine: null,
    app: { version: '0', node: 'v20', platform: 'linux-x64' },
    ...rest,
  };
}
const node = (kind: string, params = {}, title: string | null = null) => ({ kind, title, params });

const base = frozen({ table: node('TableInput'), dense: node('Dense', { units: 8 }), old: node('Gone') }, [
  'table.columns > dense.input',
  'dense.output > old.input',
]);
const other = frozen(
  { table: node('TableInput'), dense: node('Dense', { units: 16 }, 'Hidden'), dropout: node('Dropout') },
  ['table.columns > dropout.input', 'dropout.output > dense.input'],
  {
    training: { ...DEFAULT_TRAINING, batch_size: 64 },
    engine: engineInUse.parse({ name: 'cpu', device: 'd', version: '4', reason: '', ...EAGER }),
  },
);

describe('the list of differences', () => {
  const diff = diffRuns(base, other);

  it('names nodes by title, parameters with both values, and where wires come from', () => {
    expect(graphRows(diff.graph, base, other)).toEqual([
      {
        node: { id: 'dense', title: 'Hidden', kind: 'Dense', family: 'extractor', letter: expect.any(String) },
        change: 'changed',
        rows: [
          { what: 'title', before: null, after: 'Hidden' },
          { what: 'units', before: '8', after: '16' },
          { what: 'wired into input', before: expect.stringContaining('(table)'), after: 'Dropout (dropout)' },
        ],
      },
      {
        node: expect.objectContaining({ id: 'dropout', family: 'normalisation' }),
        change: 'added',
        rows: [{ what: 'wired into input', before: null, after: expect.stringContaining('(table)') }],
      },
      {
        node: { id: 'old', title: 'Gone', kind: 'Gone', family: null, letter: '?' },
        change: 'removed',
        rows: [{ what: 'wired into input', before: 'Dense (dense)', after: null }],
      },
    ]);
  });

  it('names settings and the engine', () => {
    expect(settingRows(diff, 'training')).toEqual([{ what: 'batch size', before: '32', after: '64' }]);
    expect(settingRows(diff, 'data')).toEqual([]);
    expect(settingRows(diff, 'machine')).toEqual(
      expect.arrayContaining([
        { what: 'device', before: null, after: 'd' },
        { what: 'engine', before: null, after: 'JavaScript' },
        { what: 'version of the engine', before: null, after: '4' },
      ]),
    );
  });
});
