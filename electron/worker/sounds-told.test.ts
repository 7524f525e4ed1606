import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planModel } from '../../shared/codegen/plan';
import type { Graph } from '../../shared/graph/document';
import { NODES } from '../../shared/nodes/registry.gen';
import { DEFAULT_TRAINING } from '../../shared/training';
import { readWav } from '../data/audio/read-wav';
import { wavOf } from '../data/audio/wav.test-data';
import { encodeBatch } from '../data/encode-batch';
import { openDataset } from '../data/open-dataset';
import { MelSpectrogram } from '../engine/layers/audio/mel-spectrogram';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import { pythonCommand } from '../exporters/python-run';
import { readRunFile, writeRunFile } from './run-folder';
import { tableRun } from './run-folder.test-data';
import { trainRun } from './train-run';

const hasKeras = ((): boolean => {
  try {
    execFileSync(pythonCommand(), ['-c', 'import keras, tensorflow'], { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
})();

const node = (kind: string, params: Graph['nodes'][string]['params'] = {}) => ({ kind, title: null, params });
const MEL = { num_mel_bins: 24, fft_length: 256, sequence_stride: 100 };

/** Sound → mel spectrogram → a bottleneck → the spectrogram of the same sound. */
const GRAPH: Graph = {
  nodes: {
    sound: node('AudioInput'),
    mel: node('MelSpectrogram', MEL),
    scaled: node('Rescaling', { scale: 0.04, offset: 1 }),
    narrow: node('Dense', { units: 16, activation: 'tanh' }),
    told: node('SpectrogramPrediction', MEL),
  },
  wires: [
    ['sound.audio', 'mel.input'],
    ['mel.output', 'scaled.input'],
    ['scaled.output', 'narrow.input'],
    ['narrow.output', 'told.input'],
  ].map(([from = '', to = '']) => {
    const [a = '', b = ''] = from.split('.');
    const [c = '', d = ''] = to.split('.');
    return { from: { node: a, port: b }, to: { node: c, port: d } };
  }),
};

describe('a sound that is told anew', () => {
  let folder = '';
  let data = '';
  let runFolder = '';
  let session: OpenSession;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'told-'));
    data = path.join(folder, 'tones');
    for (const name of ['high', 'low']) {
      await mkdir(path.join(data, name), { recursive: true });
      for (let at = 0; at < 30; at++) {
        const hertz = (name === 'high' ? 1500 : 400) + 30 * at;
        const length = 2400 - 60 * (at % 7);
        const wave = Array.from({ length }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / 8000) + 0.002 * Math.sin(i * i * 0.37));
        await writeFile(path.join(data, name, `${at}.wav`), wavOf([wave], { bits: 16, coding: 'integer', rate: 8000 }));
      }
    }
    const opened = await openDataset(data, null, null);
    const training = { ...DEFAULT_TRAINING, engine: 'tensorflow', epochs: 30, batch_size: 8, learning_rate: 0.01 } as const;
    const made = await tableRun(training, GRAPH);
    runFolder = made.folder;
    const file = await readRunFile(made.runDir);
    const { read, facts, fingerprint } = opened;
    await writeRunFile(made.runDir, { ...file, data: { ...file.data, path: data, read, facts, fingerprint } });
    const end = await trainRun(made.runDir, data, undefined, new TrainControl(), () => {});
    if (end.type !== 'finished') throw new Error(JSON.stringify(end));
    session = await openSession(await readRunFile(made.runDir), made.runDir, data);
  }, 120_000);
  afterAll(async () => {
    await session?.close();
    await rm(folder, { recursive: true, force: true });
    await rm(runFolder, { recursive: true, force: true });
  });

  it('is learned: the error falls far below that of always telling the mean', async () => {
    const { metrics } = await session.evaluate('test');
    expect(metrics.loss).toBeLessThan(0.3);
    // In decibels.
    expect(metrics.mae).toBeGreaterThan((metrics.loss ?? 0) * 5);
  });

  it('is answered by its spectrogram, and can be heard: its loudest band is the tone’s', async () => {
    const { predictions } = await session.tryInput({ kind: 'file', path: path.join(data, 'low', '20.wav') });
    const [told] = predictions;
    if (told?.kind !== 'spectrogram') throw new Error('no spectrogram');
    expect([told.frames, told.bands, told.values.length]).toEqual([25, 24, 600]);
    expect(told.seconds).toBeCloseTo(100 / 8000, 9);
    const { rate, samples } = readWav(Buffer.from(told.sound.split(',')[1] ?? '', 'base64'), 'told');
    expect([rate, samples.length]).toEqual([8000, 2400]);
    // The tone has 1,000 Hz: more of the sound turns with it than with any tone far away.
    const strength = (hertz: number): number => {
      let [re, im] = [0, 0];
      samples.forEach((value, i) => {
        re += value * Math.cos((2 * Math.PI * hertz * i) / 8000);
        im += value * Math.sin((2 * Math.PI * hertz * i) / 8000);
      });
      return Math.hypot(re, im);
    };
    const near = Math.max(...Array.from({ length: 21 }, (_, i) => strength(900 + 10 * i)));
    for (const far of [300, 2000, 3000]) expect(near).toBeGreaterThan(3 * strength(far));
  });

  it('is asked for as the node Mel spectrogram gives it, but for the silence that fills it up', async () => {
    const opened = await openDataset(data, null, null);
    const planned = planModel(GRAPH, NODES, opened.facts);
    if (!planned.ok) throw new Error(planned.problems[0]?.message);
    const [target] = planned.plan.targets;
    if (target?.plan.kind !== 'spectrogram') throw new Error('no spectrogram');
    const preprocessing = {
      format: 'attention-studio-preprocessing',
      version: 2,
      feeds: planned.plan.feeds.map((plan) => ({ plan, state: { kind: 'audio' } as const })),
      targets: [{ plan: target.plan, state: { kind: 'spectrogram', mean: 0, deviation: 1 } as const }],
    } as const;
    const shortest = 5;
    const batch = await encodeBatch({ ...preprocessing, feeds: [...preprocessing.feeds], targets: [...preprocessing.targets] }, opened, [
      shortest,
    ]);
    const wave = batch.feeds.sound;
    const asked = batch.targets.told;
    if (!wave || !asked) throw new Error('nothing encoded');
    expect(asked.shape).toEqual([1, 25, 25]);
    const layer = new MelSpectrogram({
      fftLength: 256,
      sequenceStride: 100,
      sequenceLength: null,
      window: 'hann',
      samplingRate: 8000,
      numMelBins: 24,
      minFreq: 20,
      maxFreq: null,
      powerToDb: true,
      topDb: 80,
      magExp: 2,
      minPower: 1e-10,
      refPower: 1,
    });
    const [expected] = tf.tidy(() => [(layer.apply(tf.tensor(wave.data, [1, 2400])) as tf.Tensor).transpose([0, 2, 1]).dataSync()]);
    for (let frame = 0; frame < 25; frame++) {
      for (let band = 0; band < 24; band++) {
        expect(Math.abs((asked.data[frame * 25 + band] ?? 0) - (expected?.[frame * 24 + band] ?? 0))).toBeLessThan(0.02);
      }
    }
    const flags = Array.from({ length: 25 }, (_, frame) => asked.data[frame * 25 + 24]);
    const part = await opened.part(shortest, 'audio');
    const own = part.kind === 'audio' ? 1 + Math.floor(part.samples.length / 100) : 0;
    expect(flags).toEqual(flags.map((_, frame) => (frame < own ? 1 : 0)));
    expect(own).toBeLessThan(25);
    await opened.close();
  });

  it.skipIf(!hasKeras)(
    'the Keras script asks for the same, and judges the same',
    async () => {
      const target = path.join(folder, 'script');
      const report = await session.export('python', target);
      expect(report.note).toBeNull();
      const said = execFileSync(pythonCommand(), ['train.py', '--epochs', '0', '--weights', 'weights.safetensors'], {
        cwd: target,
        encoding: 'utf8',
        env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
      });
      const judged = JSON.parse(said.trim().split('\n').at(-1) ?? '') as { loss: number };
      const ours = await session.evaluate('test');
      expect(judged.loss).toBeCloseTo(ours.metrics.loss ?? Number.NaN, 4);
    },
    240_000,
  );

  it('the page shows it', async () => {
    const report = await session.export('html', path.join(folder, 'page.html'));
    expect(report.max_difference).toBeLessThan(1e-3);
  }, 60_000);
});
