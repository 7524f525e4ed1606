import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { wavOf } from '../../audio/wav.test-data';
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
