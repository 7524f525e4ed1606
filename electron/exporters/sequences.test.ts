import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../engine/backends/open-engine';
import type { RunParts } from '../engine/run-parts';
import { ctcGraph, STEPS_READ, stretchedWords } from '../engine/session/ctc.test-data';
import { TAGS_READ, taggedSentences, taggerGraph } from '../engine/session/tagging.test-data';
import {
  fileOf,
  frozenRun,
  HAS_TRANSLATION,
  openParts,
  PAIRS_READ,
  trainFor,
  translationPairs,
  translatorGraph,
} from '../engine/session/translation.test-data';
import { writeTexts } from '../engine/session/write-texts';
import { TINY_EAGER } from '../engine/tiny-run.test-data';
import { exportModel } from './export-model';
import { trainedFromRun } from './trained-from-run';
import type { TrainedModel } from './trained-model';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const PYTHON = process.env.ATTENTION_STUDIO_PYTHON;
/** Losses that are compared. */
const STEPS = 20;
let folder = '';

beforeAll(async () => {
  await execute(process.execPath, [path.join(root, 'scripts/build.mjs'), 'exporters']);
  folder = await mkdtemp(path.join(os.tmpdir(), 'sequences-'));
  await openEngine('auto');
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const CASES = [
  ...(HAS_TRANSLATION ? [{ id: 'translator', graph: translatorGraph(), read: PAIRS_READ, rows: () => translationPairs(200) }] : []),
  { id: 'tagger', graph: taggerGraph(), read: TAGS_READ, rows: () => ['sentence\tkinds', ...taggedSentences(100)] },
  {
    id: 'smoothed tagger',
    graph: taggerGraph({}, { label_smoothing: 0.1 }),
    read: TAGS_READ,
    rows: () => ['sentence\tkinds', ...taggedSentences(100)],
  },
  { id: 'ctc', graph: ctcGraph(), read: STEPS_READ, rows: () => ['heard\tsaid', ...stretchedWords(100)] },
];

describe.each(CASES)('a $id', ({ id, graph, read, rows }) => {
  let model: TrainedModel;
  let losses: number[];
  let parts: RunParts;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const data = await fileOf('rows.tsv', rows());
    remove = data.remove;
    const run = frozenRun(graph, data.file, read, { batch_size: 16 });
    parts = await openParts(run, TINY_EAGER);
    losses = await trainFor(parts, run.training, STEPS);
    model = await trainedFromRun(parts, run, data.file);
  }, 120_000);
  afterAll(async () => {
    await parts?.dispose();
    await remove?.();
  });

  test.each(['tfjs', 'html'] as const)(
    'agrees as %s',
    async (format) => {
      const report = await exportModel(model, format, path.join(folder, `${id}-${format}`));
      expect(report.max_difference).toBeLessThan(1e-4);
    },
    120_000,
  );

  test.skipIf(!PYTHON)(
    'has the first losses, reads the data, and writes as we do in Keras',
    async () => {
      const out = path.join(folder, `${id}-python`);
      const report = await exportModel(model, 'python', out);
      expect(report.max_difference).toBeLessThan(1e-4);
      expect(report.note).toBeNull();
      const script = async (...args: string[]) => {
        const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
        const { stdout } = await execute(PYTHON ?? '', ['train.py', ...args], { cwd: out, env, maxBuffer: 2 ** 26 });
        return stdout.split('\n').flatMap((line): Record<string, unknown>[] => (line.startsWith('{') ? [JSON.parse(line)] : []));
      };
      const theirs = await script('--weights', 'initial-weights.safetensors', '--first-losses');
      expect(theirs).toHaveLength(STEPS);
      for (const [at, { loss }] of theirs.entries()) expect(Math.abs(Number(loss) - (losses[at] ?? Number.NaN))).toBeLessThan(2e-4);
      if (id !== 'translator') return;
      const said = await script('--epochs', '0', '--weights', 'weights.safetensors', '--write', '8');
      const texts = said.flatMap(({ written }) => (written === undefined ? [] : [String(written)]));
      const own = writeTexts(parts, await parts.encode(parts.split.test.subarray(0, 8)), 'greedy').written.get('word') ?? [];
      const { state } = parts.preprocessing.targets[0] ?? {};
      const vocabulary = state?.kind === 'sequence' ? state.vocabulary : [];
      expect(texts).toEqual(
        own.map(({ tokens, ended }) => (ended ? tokens.slice(0, -1) : tokens).map((word) => vocabulary[word]).join(' ')),
      );
    },
    300_000,
  );
});
