import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunParts } from '../run-parts';
import { TINY_EAGER } from '../tiny-run.test-data';
import { measure } from '../validation';
import { ctcGraph, STEPS_READ, stretchedWords } from './ctc.test-data';
import { evaluateSplit } from './evaluate';
import { inspectSample } from './inspect';
import { fileOf, frozenRun, openParts, tracedRunner, trainFor } from './translation.test-data';

describe('CTC', () => {
  let run: ReturnType<typeof frozenRun>;
  let model: RunParts;
  const clean: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const data = await fileOf('steps.tsv', ['heard\tsaid', ...stretchedWords(160)]);
    clean.push(data.remove);
    run = frozenRun(ctcGraph({ search: 'beam', beam_width: 6 }), data.file, STEPS_READ, { learning_rate: 0.02 });
    model = await openParts(run, await tracedRunner(run.training));
  }, 120_000);
  afterAll(async () => {
    await model?.dispose();
    for (const one of clean) await one();
  });

  it('learns alike kernel by kernel and as a graph, and padding counts for nothing', async () => {
    const eager = await openParts(run, TINY_EAGER);
    const expected = await trainFor(eager, run.training, 3);
    const found = await trainFor(model, run.training, 3);
    for (const [i, loss] of found.entries()) expect(loss / (expected[i] ?? Number.NaN)).toBeCloseTo(1, 4);
    const [one, other, alike] = [
      await measure(model, model.split.validation, 1),
      await measure(model, model.split.validation, 12),
      await measure(eager, eager.split.validation, 7),
    ];
    expect(one?.loss).toBeCloseTo(other?.loss ?? Number.NaN, 4);
    expect(one?.loss).toBeCloseTo(alike?.loss ?? Number.NaN, 3);
    await eager.dispose();
  }, 120_000);

  it('writes what was said in steps that it never saw', async () => {
    await trainFor(model, run.training, 150);
    const evaluation = await evaluateSplit(model, 'test', 32);
    expect(evaluation?.metrics.character_error_rate).toBeLessThan(0.1);
    expect(evaluation?.metrics.word_error_rate).toBeLessThan(0.3);
    expect(evaluation?.metrics.exact_match).toBeCloseTo(1 - (evaluation?.metrics.word_error_rate ?? 0), 1);
    const { predictions } = await inspectSample(model, model.split.train[0] ?? 0);
    const [prediction] = predictions;
    if (prediction?.kind !== 'sequence') throw new Error('nothing was written');
    expect(prediction.text).toBe((await model.dataset.view(model.split.train[0] ?? 0, null)).label);
    expect(prediction.others.length).toBeGreaterThan(0);
    expect(prediction.tokens.map(({ token }) => token).join('')).toBe(prediction.text);
  }, 120_000);

  it('refuses steps that are fewer than the characters of the longest text', async () => {
    const short = frozenRun(ctcGraph({}, { output_sequence_length: 4 }), run.data.path, STEPS_READ);
    await expect(openParts(short, TINY_EAGER)).rejects.toThrow('The longest text of the data has 5 characters, and there are 4 steps');
  }, 120_000);
});
