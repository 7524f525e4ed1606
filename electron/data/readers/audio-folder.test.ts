import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWav } from '../audio/read-wav';
import { wavOf } from '../audio/wav.test-data';
import { encodeBatch } from '../encode-batch';
import { fitPreprocessing } from '../fit-preprocessing';
import { openDataset } from '../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sounds-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(name: string, bytes: Buffer | string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
}

const wave = (length: number, rate = 8000): number[] => Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate));
const wav = (seconds: number, rate = 8000, more: Partial<Parameters<typeof wavOf>[1]> = {}): Buffer =>
  wavOf([wave(Math.round(seconds * rate), rate)], { bits: 16, coding: 'integer', rate, ...more });

describe('folders of sounds', () => {
  it('reads one folder a class, at any depth, names sorted', async () => {
    await put('yes/b.wav', wav(0.2));
    await put('yes/a.WAV', wav(0.1));
    await put('no/deep/x.wav', wav(0.3));
    const data = await openDataset(folder, null, null);
    expect(data.read).toEqual({ reader: 'audio-folder', classes: 'folder', part: 1 });
    expect(data.facts).toEqual({
      samples: 3,
      inputs: { audio: { kind: 'audio', rate: 8000, seconds: 0.3, longest: 0.3 } },
      targets: { class: { kind: 'classes', labels: ['no', 'yes'] } },
    });
    expect(data.origins).toEqual({ kind: 'files', files: ['no/deep/x.wav', 'yes/a.WAV', 'yes/b.wav'] });
    expect([...(data.targets.class ?? [])]).toEqual([0, 1, 1]);
    expect(data.warnings).toEqual([]);
    const part = await data.part(1, 'audio');
    if (part.kind !== 'audio') throw new Error(part.kind);
    expect([part.rate, part.samples.length]).toEqual([8000, 800]);
    expect(part.samples[5]).toBeCloseTo(wave(6)[5] ?? 9, 4);
  });

  it('reads the class out of the names where all lie in one folder: the first part that tells them apart, or the one that is asked for', async () => {
    for (const digit of [7, 8])
      for (const who of ['jackson', 'theo']) for (const at of [0, 1]) await put(`${digit}_${who}_${at}.wav`, wav(0.1));
    await put('readme.txt', 'not a sound');
    const byDigit = await openDataset(folder, null, null);
    expect(byDigit.read).toEqual({ reader: 'audio-folder', classes: 'name', part: 1 });
    expect(byDigit.facts.targets).toEqual({ class: { kind: 'classes', labels: ['7', '8'] } });
    expect(byDigit.warnings).toEqual(['One file is not a WAV file and was left out: readme.txt.']);
    const byPerson = await openDataset(folder, { reader: 'audio-folder', classes: 'name', part: 2 }, null);
    expect(byPerson.facts.targets).toEqual({ class: { kind: 'classes', labels: ['jackson', 'theo'] } });
    expect((await byPerson.view(0, 'train')).label).toBe('jackson');
    await expect(openDataset(folder, { reader: 'audio-folder', classes: 'name', part: 9 }, null)).rejects.toMatchObject({
      received: expect.stringContaining('have no such part in their names'),
    });
  });

  it('takes the part that comes again where every name begins differently', async () => {
    for (const at of [0, 1, 2]) for (const label of ['dog', 'rain']) await put(`${at}${label.length}-x-A-${label}.wav`, wav(0.1));
    // Part 1 has as many values as files, parts 2 and 3 one each.
    expect((await openDataset(folder, null, null)).read).toMatchObject({ classes: 'name', part: 4 });
  });

  it('leaves out what cannot be heard, and says why', async () => {
    await put('a/good.wav', wav(0.1));
    await put('b/good.wav', wav(0.1));
    await put('a/cut.wav', wav(0.1).subarray(0, 400));
    await put('a/head.wav', wav(0.1).subarray(0, 20));
    await put('a/silent.wav', wav(0));
    await put('a/nothing.wav', '');
    await put('a/text.wav', 'not a sound at all');
    await put('a/song.mp3', 'ID3');
    await put('b/law.wav', wav(0.1, 8000, { bits: 8, tag: 7 }));
    // A header that claims eleven minutes, with all its bytes.
    await put('b/long.wav', wavOf([new Array<number>(200 * 661).fill(0)], { bits: 8, coding: 'integer', rate: 200 }));
    const data = await openDataset(folder, null, null);
    expect(data.size).toBe(2);
    expect(data.warnings).toEqual([
      '2 files are cut off and were left out: a/cut.wav, a/head.wav.',
      '2 files are empty and were left out: a/nothing.wav, a/silent.wav.',
      '2 files are not WAV files and were left out: a/song.mp3, a/text.wav.',
      'One file is coded in a way that is not read (only PCM and floating point are) and was left out: b/law.wav.',
      'One file lasts longer than 10 minutes and was left out: b/long.wav.',
    ]);
  });

  it('finds samples that stand behind a long chunk', async () => {
    const plain = wav(0.1);
    const note = Buffer.alloc(8 + 100_000);
    note.write('LIST', 'latin1');
    note.writeUInt32LE(100_000, 4);
    await put('a/x.wav', Buffer.concat([plain.subarray(0, 12), note, plain.subarray(12)]));
    const data = await openDataset(folder, null, null);
    expect(data.size).toBe(1);
    expect(data.warnings).toEqual(['There is only one class, “a”: nothing to tell apart.']);
  });

  it('says that rates differ and that a few recordings are far longer, and takes what most of them have', async () => {
    for (let at = 0; at < 30; at++) await put(`a/${at}.wav`, wav(0.1));
    await put('b/high.wav', wav(0.1, 16_000));
    await put('b/long.wav', wav(2.5));
    const data = await openDataset(folder, null, null);
    expect(data.facts.inputs.audio).toEqual({ kind: 'audio', rate: 8000, seconds: 0.1, longest: 2.5 });
    expect(data.warnings).toEqual([
      'The recordings have several rates: 8,000 Hz (31), 16,000 Hz (1). All are brought to the one that the Sound node asks for, 8,000 Hz unless you say otherwise.',
      'One recording lasts longer than 0.1 s, up to 2.5 s: the Sound node cuts it unless you set its seconds.',
    ]);
  });

  it('is not taken for folders of pictures, nor they for sounds', async () => {
    await put('a/x.wav', wav(0.1));
    await put('b/y.wav', wav(0.1));
    expect((await openDataset(folder, null, { kinds: ['image'] })).read.reader).toBe('audio-folder');
    await put('c/1.png', 'x');
    await expect(openDataset(join(folder, 'c'), null, { kinds: ['audio'] })).rejects.toMatchObject({
      expected: 'a folder with one folder a class, WAV files inside',
    });
  });

  it('refuses a folder that is split already', async () => {
    await put('train/yes/x.wav', wav(0.1));
    await put('test/yes/x.wav', wav(0.1));
    await expect(openDataset(folder, { reader: 'audio-folder', classes: 'folder', part: 1 }, null)).rejects.toMatchObject({
      received: 'folders of classes inside test, train',
    });
  });

  it('becomes numbers of one rate and length, and something to see and to hear', async () => {
    await put('a/x.wav', wav(0.1));
    await put('b/y.wav', wav(0.05, 16_000));
    const data = await openDataset(folder, null, null);
    const plan = { kind: 'audio', node: 'sound', source: 'audio', rate: 8000, samples: 600, align: 'start' } as const;
    const target = {
      kind: 'classes',
      node: 'out',
      target: 'class',
      classes: 2,
      loss: 'categorical_crossentropy',
      label_smoothing: 0,
    } as const;
    const preprocessing = await fitPreprocessing([plan], [target], data, Uint32Array.of(0, 1));
    const { feeds } = await encodeBatch(preprocessing, data, [0, 1]);
    expect(feeds.sound?.shape).toEqual([2, 600]);
    const rows = feeds.sound?.data ?? new Float32Array();
    // The first is cut, the second resampled and filled with silence.
    expect(rows[599]).toBeCloseTo(wave(600)[599] ?? 9, 4);
    expect(rows[600 + 200]).toBeCloseTo(wave(201)[200] ?? 9, 2);
    expect(rows.slice(600 + 400).every((value) => value === 0)).toBe(true);
    const { content } = await data.view(1, 'train');
    if (content.kind !== 'audio') throw new Error(content.kind);
    expect(content).toMatchObject({ seconds: 0.05, heard: 0.05, rate: 16_000 });
    expect(Math.max(...content.peaks)).toBeCloseTo(0.5, 2);
    const heard = readWav(Buffer.from(content.dataUrl.split(',')[1] ?? '', 'base64'), 'heard');
    expect([heard.rate, heard.samples.length]).toEqual([16_000, 800]);
  });
});
