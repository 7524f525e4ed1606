import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../../shared/run';
import { RunData } from '../training/run-data';
import { someRun } from '../training/some-run.test-data';
import { bestEpoch, bestIn, figureColumns, sortRuns } from './figures';
import { figuresCsv } from './figures-csv';

function run(name: string, losses: readonly (readonly [loss: number, val: number | null])[], info: Partial<RunInfo> = {}): RunData {
  const epochs = losses.map(([loss, val_loss], i) => ({
    epoch: i + 1,
    step: (i + 1) * 10,
    loss,
    val_loss,
    metrics: { accuracy: 1 - loss, ...(val_loss === null ? {} : { val_accuracy: 1 - val_loss }) },
    seconds: 2,
    samples_per_second: 100,
  }));
  return new RunData({ info: someRun({ id: name, name, ...info }), seq: 0, steps: [], epochs, log: [] });
}

const overfits = run('overfits', [
  [0.5, 0.4],
  [0.3, 0.3],
  [0.1, 0.6],
]);
const steady = run(
  'steady, "long"',
  [
    [0.6, 0.5],
    [0.4, 0.35],
  ],
  { evaluation: { loss: 0.34, accuracy: 0.7 }, tags: ['wide', 'x'], parameters: 2000 },
);
const fresh = run('=fresh', []);
const all = [overfits, steady, fresh];
const columns = figureColumns(all);
const column = (key: string) => columns.find((c) => c.key === key) ?? expect.fail(`no column ${key}`);
const text = (key: string, of: RunData) => {
  const value = column(key).value(of);
  return value === null ? null : column(key).text(value);
};

describe('the table of figures', () => {
  it('tells of the best epoch', () => {
    expect(bestEpoch(overfits)?.epoch).toBe(2);
    expect(
      bestEpoch(
        run('unvalidated', [
          [0.3, null],
          [0.2, null],
        ]),
      )?.epoch,
    ).toBe(2);
    expect(bestEpoch(fresh)).toBeNull();
    expect(['best', 'training.loss', 'validation.loss', 'validation.accuracy'].map((key) => text(key, overfits))).toEqual([
      '2',
      '0.3',
      '0.3',
      '70.0\u202f%',
    ]);
  });

  it('has the columns that any run has, and nothing where a run has none', () => {
    expect(columns.map((c) => c.key)).toEqual([
      'best',
      'training.loss',
      'validation.loss',
      'training.accuracy',
      'validation.accuracy',
      'held-out.loss',
      'held-out.accuracy',
      'parameters',
      'speed',
      'duration',
      'engine',
    ]);
    expect(text('held-out.accuracy', overfits)).toBeNull();
    expect(text('held-out.accuracy', steady)).toBe('70.0\u202f%');
    expect(text('duration', fresh)).toBeNull();
    expect(text('duration', overfits)).toBe('6.0\u202fs');
  });

  it('knows which end is good, and marks nobody where all are alike or alone', () => {
    expect([...bestIn(column('validation.loss'), all)]).toEqual([overfits]);
    expect([...bestIn(column('validation.accuracy'), all)]).toEqual([overfits]);
    expect(bestIn(column('speed'), all).size).toBe(0);
    expect(bestIn(column('held-out.loss'), all).size).toBe(0);
    expect(bestIn(column('parameters'), all).size).toBe(0);
  });

  it('sorts by any column, runs without a figure last', () => {
    const names = (key: string, falling: boolean) => sortRuns(all, columns, { key, falling }).map((r) => r.info.name);
    expect(names('validation.loss', false)).toEqual(['overfits', 'steady, "long"', '=fresh']);
    expect(names('validation.loss', true)).toEqual(['steady, "long"', 'overfits', '=fresh']);
    expect(names('run', false)).toEqual(['=fresh', 'overfits', 'steady, "long"']);
    expect(sortRuns(all, columns, null)).toBe(all);
  });

  it('is copied with every digit, quoted as a spreadsheet reads it', () => {
    const lines = figuresCsv(all, columns).split('\r\n');
    expect(lines[0]).toMatch(/^run,tags,best epoch,training loss,validation loss,/);
    expect(lines[2]).toMatch(/^"steady, ""long""",wide; x,2,0\.4,0\.35,0\.6,0\.65,0\.34,0\.7,2000,100,4,$/);
    expect(lines[3]).toBe("'=fresh,,,,,,,,,1000,,,");
    expect(lines[4]).toBe('');
  });
});
