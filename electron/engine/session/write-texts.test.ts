import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawSample } from '../../data/raw-sample';
import type { RunParts } from '../run-parts';
import { TINY_EAGER } from '../tiny-run.test-data';
import { measure } from '../validation';
import { evaluateSplit } from './evaluate';
import { inspectSample } from './inspect';
import {
  fileOf,
  frozenRun,
  HAS_TRANSLATION,
  openParts,
  PAIRS_READ,
  tracedRunner,
  trainFor,
  translationPairs,
  translatorGraph,
} from './translation.test-data';
import { writeTexts } from './write-texts';

const EPOCHS = 22;

let run: ReturnType<typeof frozenRun>;
const clean: (() => Promise<void>)[] = [];
let model: RunParts;

describe.skipIf(!HAS_TRANSLATION)('a translator on real sentences', () => {
  beforeAll(async () => {
    const data = await fileOf('pairs.tsv', translationPairs(300));
    clean.push(data.remove);
    run = frozenRun(translatorGraph(), data.file, PAIRS_READ);
    model = await openParts(run, await tracedRunner(run.training));
  }, 300_000);
  afterAll(async () => {
    await model?.dispose();
    for (const one of clean) await one();
  });

  it('learns alike kernel by kernel and as a graph', async () => {
    const eager = await openParts(run, TINY_EAGER);
    const expected = await trainFor(eager, run.training, 4);
    const found = await trainFor(model, run.training, 4);
    for (const [i, loss] of found.entries()) expect(loss).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    const judged = await measure(model, model.split.validation, 7);
    const alike = await measure(eager, eager.split.validation, 7);
    expect(judged?.metrics.accuracy).toBeGreaterThan(0);
    // One after the other they differ by four steps of training in single precision.
    expect(judged?.loss).toBeCloseTo(alike?.loss ?? Number.NaN, 4);
    await eager.dispose();
  }, 300_000);

  it('translates sentences that it has learned, and is judged by what it writes', async () => {
    const perEpoch = Math.ceil(model.split.train.length / 32);
    const losses = await trainFor(model, run.training, perEpoch * EPOCHS);
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 3);
    const evaluation = await evaluateSplit(model, 'train', 32);
    expect(evaluation?.metrics.accuracy).toBeGreaterThan(0.6);
    expect(evaluation?.metrics.bleu).toBeGreaterThan(15);
    expect(evaluation?.metrics.exact_match).toBeGreaterThan(0.1);
  }, 300_000);

  it('counts every word of a split the same, however it is cut into batches', async () => {
    const [one, other] = await Promise.all([5, 30].map((size) => measure(model, model.split.test, size)));
    expect(one?.loss).toBeCloseTo(other?.loss ?? Number.NaN, 5);
    expect(one?.metrics.accuracy).toBeCloseTo(other?.metrics.accuracy ?? Number.NaN, 6);
  }, 300_000);

  it('shows the words that it wrote, aligned with the words that it read', async () => {
    const index = model.split.train[5] ?? 0;
    const { predictions, attention, sample } = await inspectSample(model, index);
    const [prediction] = predictions;
    if (prediction?.kind !== 'sequence') throw new Error('nothing was written');
    const [map] = attention;
    expect(map?.map).toBe('matrix');
    const written = prediction.tokens.map(({ token }) => token);
    expect(map?.queries).toMatchObject({ kind: 'labels', labels: written });
    expect(prediction.ended).toBe(true);
    expect(written.at(-1)).toBe('[END]');
    expect(prediction.text).toBe(written.slice(0, -1).join(' '));
    expect(prediction.probability).toBeCloseTo(
      prediction.tokens.reduce((product, token) => product * (token.probability ?? 0), 1),
      4,
    );
    const text = sample.content.kind === 'text' ? sample.content.text : '';
    expect(map?.keys).toMatchObject({
      labels: text
        .toLowerCase()
        .replace(/[.,!?']/g, '')
        .split(/\s+/)
        .map((word) => expect.stringMatching(new RegExp(`^(${word}|\\[UNK\\])$`))),
    });
    for (const row of map?.scores[0] ?? []) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 4);
  }, 300_000);

  it('finds with a beam what is at least as likely, and with a beam of one what is greedy', async () => {
    const batch = await model.encode(model.split.train.subarray(0, 6));
    const greedy = writeTexts(model, batch, 'greedy').written.get('word') ?? [];
    const withBeam = (width: number) => {
      const targets = model.plan.targets.map((target) => ({
        ...target,
        plan:
          target.plan.kind === 'sequence' ? { ...target.plan, search: 'beam' as const, beam_width: width, length_penalty: 0 } : target.plan,
      }));
      return writeTexts({ ...model, plan: { ...model.plan, targets } }, batch).written.get('word') ?? [];
    };
    expect(withBeam(1)).toEqual(greedy);
    const beam = withBeam(4);
    expect(beam).toHaveLength(6);
    for (const [at, { logProbability, others }] of beam.entries()) {
      expect(logProbability).toBeGreaterThanOrEqual((greedy[at]?.logProbability ?? 0) - 1e-4);
      expect(others.length).toBeGreaterThan(0);
    }
  }, 300_000);

  it('reads a sentence alone as it reads it in a batch', async () => {
    const rows = model.split.train.subarray(0, 4);
    const together = writeTexts(model, await model.encode(rows), 'greedy').written.get('word') ?? [];
    for (const [at, index] of rows.entries()) {
      const [alone] = writeTexts(model, await model.encode(Uint32Array.of(index)), 'greedy').written.get('word') ?? [];
      expect(alone?.tokens).toEqual(together[at]?.tokens);
    }
    expect(Object.keys(await rawSample(model.dataset, 0))).toEqual(['english']);
  }, 300_000);
});
