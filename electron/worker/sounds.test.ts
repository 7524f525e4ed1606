import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TRAINING } from '../../shared/training';
import { openDataset } from '../data/open-dataset';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { pythonCommand } from '../exporters/python-run';
import { readRunFile, writeRunFile } from './run-folder';
import { tableRun } from './run-folder.test-data';
import { SOUND_GRAPH } from './sounds.test-data';
import { trainRun } from './train-run';

const DATA = path.resolve(process.env.ATTENTION_STUDIO_DATA ?? '../shared/data', 'fsdd');
const there = existsSync(DATA);
const hasKeras = ((): boolean => {
  try {
    execFileSync(pythonCommand(), ['-c', 'import keras, tensorflow'], { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
})();

/** Spoken digits: ten of each of ten digits by two people. */
const PEOPLE = ['jackson', 'theo'];
const EACH = 20;

describe.skipIf(!there)('spoken digits (skipped where ../shared/data/fsdd is absent)', () => {
  let folder = '';
  let session: OpenSession;
  let runFolder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'spoken-'));
    const data = path.join(folder, 'digits');
    await mkdir(data);
    for (const person of PEOPLE) {
      for (let digit = 0; digit < 10; digit++) {
        for (let at = 0; at < EACH; at++) {
          const name = `${digit}_${person}_${at}.wav`;
          await symlink(path.join(DATA, name), path.join(data, name));
        }
      }
    }
    const opened = await openDataset(data, null, null);
    const training = { ...DEFAULT_TRAINING, engine: 'tensorflow', epochs: 12, batch_size: 20, learning_rate: 0.004 } as const;
    const made = await tableRun(training, SOUND_GRAPH);
    runFolder = made.folder;
    const file = await readRunFile(made.runDir);
    await writeRunFile(made.runDir, {
      ...file,
      data: { ...file.data, path: data, read: opened.read, facts: opened.facts, fingerprint: opened.fingerprint },
    });
    const end = await trainRun(made.runDir, data, undefined, new TrainControl(), () => {});
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    session = await openSession(await readRunFile(made.runDir), made.runDir, data);
  }, 120_000);
  afterAll(async () => {
    await session?.close();
    await rm(folder, { recursive: true, force: true });
    await rm(runFolder, { recursive: true, force: true });
  });

  it('are told apart, far better than by chance', async () => {
    const { samples, metrics } = await session.evaluate('test');
    expect(samples).toBeGreaterThan(30);
    expect(metrics.accuracy).toBeGreaterThan(0.5);
  });

  it('a recording of one’s own is answered, and shown as the model hears it', async () => {
    const answer = await session.tryInput({ kind: 'file', path: path.join(DATA, '3_jackson_40.wav') });
    const [first] = answer.predictions;
    if (first?.kind !== 'classes') throw new Error('no classes');
    expect(first.classes).toHaveLength(10);
    if (answer.seen?.kind !== 'audio' || answer.sample.content.kind !== 'audio') throw new Error('no sound');
    expect(answer.seen.rate).toBe(8000);
    expect(answer.sample.content.peaks.length).toBeGreaterThan(50);
    await expect(session.tryInput({ kind: 'text', text: 'three' })).rejects.toMatchObject({ expected: 'a sound' });
    await expect(session.tryInput({ kind: 'file', path: path.resolve('package.json') })).rejects.toMatchObject({
      received: 'it is no WAV file',
    });
  });

  it('the page takes a WAV file, and says the same', async () => {
    const report = await session.export('html', path.join(folder, 'page.html'));
    expect(report.max_difference).toBeLessThan(1e-3);
    expect(await readFile(path.join(folder, 'page.html'), 'utf8')).toContain('Choose a WAV file');
  }, 60_000);

  it.skipIf(!hasKeras)(
    'the Keras script reads the same numbers out of the files, and answers the same',
    async () => {
      const report = await session.export('python', path.join(folder, 'script'));
      expect(report.note).toBeNull();
      expect(report.max_difference).toBeLessThan(1e-3);
    },
    240_000,
  );
});
