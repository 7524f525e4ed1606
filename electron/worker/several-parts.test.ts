import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { readRunFile } from './run-folder';
import type { TestRun } from './run-folder.test-data';
import { claimsGraph, claimsRun } from './several-parts.test-data';
import { trainRun } from './train-run';

const made: string[] = [];
const opened: OpenSession[] = [];
afterAll(async () => {
  for (const session of opened) await session.close();
  for (const folder of made) await rm(folder, { recursive: true, force: true });
});

async function train(run: TestRun) {
  made.push(run.folder);
  const end = await trainRun(run.runDir, run.dataPath, undefined, new TrainControl(), () => {});
  if (end.type !== 'finished' || !end.evaluation) throw new Error(JSON.stringify(end));
  return { metrics: end.evaluation.metrics, file: await readRunFile(run.runDir) };
}

async function open(run: TestRun): Promise<OpenSession> {
  const session = await openSession(await readRunFile(run.runDir), run.runDir, run.dataPath);
  opened.push(session);
  return session;
}

describe.each(['eager', 'traced'] as const)('a picture and a text, %s, on TensorFlow', (step) => {
  const training = { engine: 'tensorflow', step, xla: 'off' } as const;

  it('say together what neither says alone', async () => {
    const both = await train(await claimsRun(claimsGraph(['shot', 'claim']), training));
    expect(both.file.engine?.step).toBe(step);
    expect(both.metrics.accuracy).toBeGreaterThan(0.9);
    for (const alone of ['shot', 'claim'] as const) {
      const { metrics } = await train(await claimsRun(claimsGraph([alone]), training));
      expect(metrics.accuracy, alone).toBeLessThan(0.7);
    }
  }, 120_000);

  it('answer two questions at once', async () => {
    const { metrics, file } = await train(await claimsRun(claimsGraph(['shot', 'claim'], true), { ...training, epochs: 16 }));
    expect(file.preprocessing?.targets.map(({ plan }) => [plan.node, plan.target])).toEqual(
      expect.arrayContaining([
        ['same', 'same'],
        ['age', 'age'],
      ]),
    );
    const accuracy = metrics.accuracy ?? metrics.same_accuracy;
    const mae = metrics.mae ?? metrics.age_mae;
    expect(accuracy).toBeGreaterThan(0.9);
    // Ages are 0, 10 and 20: the mean of all is 6.7 off.
    expect(mae).toBeLessThan(3);
  }, 120_000);
});

describe('a trained model of two inputs', () => {
  it('is asked with inputs of one’s own by name, and says what is missing', async () => {
    const run = await claimsRun(claimsGraph(['shot', 'claim']), { engine: 'cpu', epochs: 14 });
    await train(run);
    const session = await open(run);
    const bright = path.join(run.folder, 'pictures', '0.pgm');
    const ask = async (claim: string) => {
      const { predictions, sample } = await session.tryInput({
        kind: 'parts',
        parts: { shot: { kind: 'file', path: bright }, claim: { kind: 'text', text: claim } },
      });
      expect(sample.content).toMatchObject({
        kind: 'parts',
        parts: [{ name: 'shot' }, { name: 'claim', content: { kind: 'text', text: claim } }],
      });
      return predictions[0]?.kind === 'classes' ? predictions[0].classes[0]?.label : null;
    };
    // The first picture is bright on the left.
    expect(await ask('now it surely shines on the left')).toBe('yes');
    expect(await ask('now it surely shines on the right')).toBe('no');
    await expect(session.tryInput({ kind: 'parts', parts: { claim: { kind: 'text', text: 'left' } } })).rejects.toThrow(
      'The model reads “shot”, and nothing was given for it.',
    );
    await expect(session.tryInput({ kind: 'text', text: 'left' })).rejects.toThrow('2 inputs, which are given by name');

    const row = path.join(run.folder, 'row.csv');
    await writeFile(row, 'claim,shot\nnow it surely shines on the left,pictures/0.pgm\n');
    const fromRow = await session.tryInput({ kind: 'file', path: row });
    expect(fromRow.predictions[0]?.kind === 'classes' && fromRow.predictions[0].classes[0]?.label).toBe('yes');

    const best = await session.inspect(null);
    expect(best.sample.labels).toEqual({ same: expect.any(String), age: expect.any(Number) });
    expect(best.seen).toMatchObject({ kind: 'parts', parts: [{ name: 'shot' }, { name: 'claim' }] });
    expect((await session.evaluate('test')).classes).toEqual(['no', 'yes']);
  }, 120_000);

  it('is exported as Python, a page and a SavedModel that agree with it', async () => {
    const run = await claimsRun(claimsGraph(['shot', 'claim'], true), { engine: 'tensorflow', epochs: 2 });
    await train(run);
    const session = await open(run);
    for (const format of ['python', 'tfjs', 'html', 'savedmodel'] as const) {
      const target = path.join(run.folder, format);
      await mkdir(target);
      const report = await session.export(format, target);
      expect(report.max_difference ?? 0, `${format}: ${report.note}`).toBeLessThan(1e-4);
    }
  }, 180_000);
});
