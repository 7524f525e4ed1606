import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReaderSettings } from '../../../shared/dataset';
import { StudioError } from '../../../shared/studio-error';
import { openDataset } from '../../data/open-dataset';
import type { RunParts } from '../run-parts';
import { TINY_EAGER } from '../tiny-run.test-data';
import { measure } from '../validation';
import { evaluateSplit } from './evaluate';
import { inspectSample } from './inspect';
import { TAGS_READ, taggedSentences, taggerGraph } from './tagging.test-data';
import { fileOf, frozenRun, openParts, tracedRunner, trainFor } from './translation.test-data';

describe('a tag a word', () => {
  let run: ReturnType<typeof frozenRun>;
  let model: RunParts;
  const clean: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const data = await fileOf('tags.tsv', ['sentence\tkinds', ...taggedSentences(120), 'three words here\tDET NOUN']);
    clean.push(data.remove);
    run = frozenRun(taggerGraph(), data.file, TAGS_READ, { batch_size: 16 });
    model = await openParts(run, await tracedRunner(run.training));
  }, 120_000);
  afterAll(async () => {
    await model?.dispose();
    for (const one of clean) await one();
  });

  it('names the row whose tags are not as many as its words', async () => {
    expect(model.dataset.size).toBe(120);
    expect(model.dataset.warnings.join(' ')).toContain('Line 122 has 2 tags in “kinds” and 3 words in “sentence”');
    expect(model.dataset.facts.targets.kinds).toEqual({ kind: 'tags', labels: ['ADJ', 'DET', 'NOUN', 'VERB'] });
  });

  it('learns alike kernel by kernel and as a graph, and does not care how a split is cut', async () => {
    const eager = await openParts(run, TINY_EAGER);
    const expected = await trainFor(eager, run.training, 3);
    const found = await trainFor(model, run.training, 3);
    for (const [i, loss] of found.entries()) expect(loss).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    const [one, other, alike] = [
      await measure(model, model.split.validation, 5),
      await measure(model, model.split.validation, 12),
      await measure(eager, eager.split.validation, 7),
    ];
    expect(one?.loss).toBeCloseTo(other?.loss ?? Number.NaN, 5);
    expect(one?.loss).toBeCloseTo(alike?.loss ?? Number.NaN, 4);
    expect(one?.metrics.macro_f1_score).toBeCloseTo(other?.metrics.macro_f1_score ?? Number.NaN, 6);
    await eager.dispose();
  }, 120_000);

  it('tells the tags of taggedSentences that it never saw, by their neighbours too', async () => {
    await trainFor(model, run.training, 60);
    const evaluation = await evaluateSplit(model, 'test', 32);
    expect(evaluation?.metrics.accuracy).toBe(1);
    expect(evaluation?.metrics.macro_f1_score).toBe(1);
    expect(evaluation?.confusion).toBeNull();
    const { predictions, sample } = await inspectSample(model, model.split.test[0] ?? 0);
    const [prediction] = predictions;
    if (prediction?.kind !== 'tags' || sample.content.kind !== 'text') throw new Error('no tags');
    expect(prediction.places.map(({ word }) => word)).toEqual(sample.content.text.split(' '));
    expect(prediction.places.map(({ tag }) => tag).join(' ')).toBe(sample.label);
  }, 120_000);

  it('refuses texts whose punctuation is lost before it gets its tag', async () => {
    const data = await fileOf('signs.tsv', ['sentence\tkinds', ...Array.from({ length: 20 }, () => 'the dog !\tDET NOUN SIGN')]);
    clean.push(data.remove);
    const lost = await openParts(frozenRun(taggerGraph(), data.file, TAGS_READ), TINY_EAGER);
    await expect(lost.encode(Uint32Array.of(0))).rejects.toThrow(StudioError);
    await lost.dispose();
    const kept = await openParts(frozenRun(taggerGraph({ standardize: 'lower' }), data.file, TAGS_READ), TINY_EAGER);
    expect((await kept.encode(Uint32Array.of(0))).targets.kinds).toEqual({ shape: [1, 3], data: Int32Array.of(1, 2, 3) });
    await kept.dispose();
  }, 120_000);

  it('is read out of a file with the row named', async () => {
    const data = await fileOf('bad.tsv', ['sentence\tkinds', 'a b\tX', 'a b\tX Y']);
    clean.push(data.remove);
    await expect(openDataset(data.file, { ...TAGS_READ, bad_rows: 'refuse' } as ReaderSettings, null)).rejects.toThrow();
  });
});
