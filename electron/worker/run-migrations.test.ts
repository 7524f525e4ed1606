import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { readMetrics } from './metrics-file';
import { RUN_VERSION } from './run-file';
import { metricsPath, readRunFile, runFilePath } from './run-folder';
import { tableText } from './run-folder.test-data';
import { RUN_MIGRATIONS } from './run-migrations';
import { trainRun } from './train-run';

// `fixtures/version-<n>` are runs of the table of `tableRun`, without dropout, that version made with the engine `cpu`:
// one to its end, and the same one paused in its middle.
const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

let folder = '';
let dataPath = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'old-run-ä-'));
  dataPath = path.join(folder, 'colours.csv');
  await writeFile(dataPath, tableText());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A copy of a run of an older version. */
async function oldRun(version: number, name: 'paused' | 'finished'): Promise<string> {
  const runDir = path.join(folder, name);
  await cp(path.join(fixtures, `version-${version}`, name), runDir, { recursive: true });
  return runDir;
}

it('there is a step and a fixture for every version before today’s', async () => {
  const before = Array.from({ length: RUN_VERSION - 1 }, (_, i) => i + 1);
  expect(RUN_MIGRATIONS.map((m) => m.from)).toEqual(before);
  expect((await readdir(fixtures)).sort()).toEqual(before.map((version) => `version-${version}`));
});

interface Lying {
  readonly data: { readonly facts: { readonly input: object; readonly target: object } };
  readonly preprocessing: { readonly [list in 'feeds' | 'targets']: readonly { readonly plan: object }[] };
}

/** What lies in a run of the table before data had names for its parts, as it is since. */
function named(run: Lying) {
  const { input, target, ...facts } = run.data.facts;
  const [feed] = run.preprocessing.feeds;
  const [asked] = run.preprocessing.targets;
  return {
    data: { ...run.data, facts: { ...facts, inputs: { table: input }, targets: { colour: target } } },
    preprocessing: {
      ...run.preprocessing,
      version: 2,
      feeds: [{ ...feed, plan: { ...feed?.plan, source: 'table' } }],
      targets: [{ ...asked, plan: { ...asked?.plan, target: 'colour' } }],
    },
  };
}

const UNAVERAGED = { use_ema: false, ema_momentum: 0.99, ema_overwrite_frequency: null };

describe('a run of version 2', () => {
  it('averaged no weights, its data had one input and one target, and it is otherwise as it was', async () => {
    const runDir = await oldRun(2, 'finished');
    const before = JSON.parse(await readFile(runFilePath(runDir), 'utf8'));
    expect(await readRunFile(runDir)).toEqual({
      ...before,
      ...named(before),
      version: RUN_VERSION,
      training: { ...before.training, ...UNAVERAGED },
    });
  });
});

describe('a run of version 3', () => {
  it('has one input and one target, which have names since, and is otherwise as it was', async () => {
    const runDir = await oldRun(3, 'finished');
    const before = JSON.parse(await readFile(runFilePath(runDir), 'utf8'));
    expect(await readRunFile(runDir)).toEqual({ ...before, ...named(before), version: RUN_VERSION });
  });
});

describe('a run of version 1', () => {
  it('was trained kernel by kernel, and is otherwise as it was', async () => {
    const runDir = await oldRun(1, 'finished');
    const before = JSON.parse(await readFile(runFilePath(runDir), 'utf8'));
    const how = { precision: 'float32', threads: null, ...UNAVERAGED };
    expect(await readRunFile(runDir)).toEqual({
      ...before,
      ...named(before),
      version: RUN_VERSION,
      training: { ...before.training, ...how, loss_weights: {}, gradient_accumulation_steps: 1, step: 'eager', xla: 'off' },
      engine: {
        ...before.engine,
        precision: 'float32',
        threads: null,
        step: 'eager',
        xla: false,
        stepReason: 'made before steps were traced',
      },
    });
  });

  it('that never reached an engine opens too', async () => {
    const runDir = await oldRun(1, 'paused');
    const before = JSON.parse(await readFile(runFilePath(runDir), 'utf8'));
    await writeFile(runFilePath(runDir), JSON.stringify({ ...before, state: 'queued', engine: null }));
    expect((await readRunFile(runDir)).engine).toBeNull();
  });
});

describe.each([1, 2, 3])('a run of version %i', (version) => {
  it('resumes, and ends where it would have ended then', async () => {
    const runDir = await oldRun(version, 'paused');
    const end = await trainRun(runDir, dataPath, undefined, new TrainControl(), () => {});
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    const then = await readMetrics(metricsPath(path.join(fixtures, `version-${version}`, 'finished')));
    const now = await readMetrics(metricsPath(runDir));
    expect(now.steps.map((s) => s.step)).toEqual(then.steps.map((s) => s.step));
    // Recorded on another machine, perhaps: near, not bit for bit.
    for (const [at, { loss }] of now.steps.entries()) expect(loss).toBeCloseTo(then.steps[at]?.loss ?? Number.NaN, 4);
    expect(JSON.parse(await readFile(runFilePath(runDir), 'utf8'))).toMatchObject({ version: RUN_VERSION, state: 'finished' });
  }, 60_000);

  it('is evaluated, looked into and exported', async () => {
    const runDir = await oldRun(version, 'finished');
    const run = await readRunFile(runDir);
    const session = await openSession(run, runDir, dataPath);
    try {
      const { metrics, confusion } = await session.evaluate('test');
      expect(confusion).toEqual(run.evaluation?.confusion);
      expect(metrics.loss).toBeCloseTo(run.evaluation?.metrics.loss ?? Number.NaN, 4);
      expect((await session.inspect(null)).predictions).toHaveLength(1);
      const report = await session.export('python', path.join(folder, 'script'));
      expect(report.files.map((file) => path.basename(file))).toContain('train.py');
    } finally {
      await session.close();
    }
  }, 60_000);
});

it('a newer version is refused with what to do, a damaged one with what is wrong', async () => {
  const runDir = await oldRun(1, 'finished');
  const text = await readFile(runFilePath(runDir), 'utf8');
  await writeFile(runFilePath(runDir), text.replace('"version": 1', `"version": ${RUN_VERSION + 1}`));
  await expect(readRunFile(runDir)).rejects.toThrow('newer');
  await writeFile(runFilePath(runDir), text.replace('"version": 1', '"version": "one"'));
  await expect(readRunFile(runDir)).rejects.toThrow('damaged');
  await writeFile(runFilePath(runDir), text.replace(/"training": \{[^}]*\}[^}]*\}[^}]*\}/, '"training": "none"'));
  await expect(readRunFile(runDir)).rejects.toThrow('damaged');
});
