import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wavOf } from '../../audio/wav.test-data';
import { encodeBatch } from '../../encode-batch';
import { fitPreprocessing } from '../../fit-preprocessing';
import { openDataset } from '../../open-dataset';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sound-rows-'));
  await mkdir(join(folder, 'clips'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const wav = (length: number, rate = 8000): Buffer =>
  wavOf([Array.from({ length }, (_, i) => Math.sin(i / 4) / 2)], { bits: 16, coding: 'integer', rate });

it('reads sounds that rows name beside texts, and says which rows name none that can be heard', async () => {
  const words = ['yes it is', 'no it is not', 'yes of course', 'no never', 'it may be so'];
  for (const at of [0, 1, 2]) await writeFile(join(folder, 'clips', `${at}.wav`), wav(400 + 100 * at));
  await writeFile(join(folder, 'clips', '3.wav'), wav(400).subarray(0, 300));
  const rows = words.map((said, at) => `clips\\${at}.wav,${said},${at % 2 ? 'no' : 'yes'}`);
  const path = join(folder, 'said.csv');
  await writeFile(path, `clip,said,answer\n${rows.join('\n')}\n`);
  const data = await openDataset(path, null, null);
  expect(data.read).toMatchObject({
    reader: 'records',
    columns: [{ name: 'clip', as: 'sound' }, { name: 'said' }, { name: 'answer', as: 'class' }],
  });
  expect(data.facts.inputs.clip).toEqual({ kind: 'audio', rate: 8000, seconds: 0.08, longest: 0.08 });
  expect(data.size).toBe(3);
  expect(data.warnings.join('\n')).toContain('names a sound that is cut off in “clip”');
  expect(data.warnings.join('\n')).toContain('names a sound that is not there in “clip”');
  expect(await data.part(2, 'clip')).toMatchObject({ kind: 'audio', rate: 8000 });
  const { content } = await data.view(0, 'train');
  if (content.kind !== 'parts') throw new Error(content.kind);
  expect(content.parts[0]?.content).toMatchObject({ kind: 'audio', seconds: 0.05 });
  await data.close();
});

it('reads a sound that is to be predicted, which is asked for as a spectrogram', async () => {
  for (const at of [0, 1, 2, 3]) await writeFile(join(folder, 'clips', `${at}.wav`), wav(800 + 40 * at));
  const rows = ['one two', 'two three', 'three four', 'four five'].map((said, at) => JSON.stringify({ said, spoken: `clips/${at}.wav` }));
  const path = join(folder, 'spoken.jsonl');
  await writeFile(path, rows.join('\n'));
  const columns = [
    { name: 'said', as: 'text' },
    { name: 'spoken', as: 'sound_target' },
  ] as const;
  const read = { reader: 'records', format: 'jsonl', delimiter: '', header: true, encoding: 'utf-8', bad_rows: 'skip' } as const;
  const data = await openDataset(path, { ...read, columns: [...columns] }, null);
  expect(Object.keys(data.facts.inputs)).toEqual(['said']);
  expect(data.facts.targets).toEqual({ spoken: { kind: 'spectrogram', rate: 8000, seconds: 0.12, longest: 0.12 } });
  expect(data.targets).toEqual({});
  expect(await data.part(1, 'spoken')).toMatchObject({ kind: 'audio', rate: 8000 });
  expect(await data.view(2, 'test')).toMatchObject({ label: 'clips/2.wav', content: { kind: 'text', text: 'three four' } });
  const form = { rate: 8000, samples: 900, fft_length: 128, step: 100, frames: 10, bands: 8, lowest: 20, highest: 4000 };
  const plan = { kind: 'spectrogram', node: 'told', target: 'spoken', ...form, loss: 'mean_absolute_error' } as const;
  const { targets, ...rest } = await fitPreprocessing([], [plan], data, Uint32Array.of(0, 1, 2));
  const { targets: asked } = await encodeBatch({ ...rest, targets }, data, [0, 3]);
  expect(asked.told?.shape).toEqual([2, 10, 9]);
  const flags = Array.from({ length: 20 }, (_, frame) => asked.told?.data[frame * 9 + 8]);
  // 800 samples have nine frames of their own; 920 are cut to 900.
  expect(flags).toEqual([...new Array(9).fill(1), 0, ...new Array(10).fill(1)]);
  await data.close();
});
