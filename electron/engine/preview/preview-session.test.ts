import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSettings, PartContent } from '../../../shared/dataset';
import type { Graph } from '../../../shared/graph/document';
import type { JsonObject } from '../../../shared/json';
import { wavOf } from '../../data/audio/wav.test-data';
import { openDataset } from '../../data/open-dataset';
import { PreviewSession } from './preview-session';

let folder: string;
const session = new PreviewSession();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'previews-'));
});
afterAll(async () => {
  await session.close();
  await rm(folder, { recursive: true, force: true });
});

/** Nodes one behind the other: `[kind, parameters, input port, output port]`. */
function chain(...nodes: readonly (readonly [kind: string, params: JsonObject, input: string, output: string])[]): Graph {
  return {
    nodes: Object.fromEntries(nodes.map(([kind, params], i) => [`n${i}`, { kind, title: null, params }])),
    wires: nodes.slice(1).map(([, , input], i) => ({
      from: { node: `n${i}`, port: nodes[i]?.[3] ?? '' },
      to: { node: `n${i + 1}`, port: input },
    })),
  };
}

async function dataAt(path: string): Promise<DataSettings> {
  const opened = await openDataset(path, null, null);
  const { read, fingerprint, facts } = opened;
  await opened.close();
  return { path, read, split: { validation: 0.1, test: 0.1, seed: 1 }, fingerprint, facts };
}

const ask = (graph: Graph, data: DataSettings, node: string, more: { sample?: number; seed?: number } = {}) =>
  session.show({ graph, data, dataPath: data.path, node, sample: 0, seed: 0, draws: 6, ...more });

async function pixelsOf(content: PartContent): Promise<number[]> {
  if (content.kind !== 'image') throw new Error(content.kind);
  const { data } = await sharp(Buffer.from(content.dataUrl.split(',')[1] ?? '', 'base64'))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe('what becomes of a picture', () => {
  let data: DataSettings;
  beforeAll(async () => {
    for (const name of ['a', 'b']) {
      await mkdir(join(folder, 'pictures', name), { recursive: true });
      for (let at = 0; at < 8; at++) {
        const pixels = Buffer.from(Array.from({ length: 12 }, (_, i) => (i * 20 + at * 3) % 256));
        await writeFile(join(folder, 'pictures', name, `${at}.pgm`), Buffer.concat([Buffer.from('P5\n4 3\n255\n'), pixels]));
      }
    }
    data = await dataAt(join(folder, 'pictures'));
  });
  const input = ['ImageInput', { size: [3, 4] }, '', 'image'] as const;
  const flip = ['RandomFlip', {}, 'input', 'output'] as const;

  it('is the picture or its mirror image, as the real layer draws it; the same draw is the same', async () => {
    const graph = chain(input, ['Rescaling', {}, 'input', 'output'], flip, ['Flatten', {}, 'input', 'output']);
    const drawn = await ask(graph, data, 'n2');
    expect(drawn.label).toBe('a');
    const before = await pixelsOf(drawn.before);
    const mirrored = before.map((_, i) => before[Math.floor(i / 4) * 4 + (3 - (i % 4))] ?? -1);
    expect(before[1]).toBeGreaterThan(before[0] ?? 256);
    const kinds = await Promise.all(
      drawn.after.map(async (content) => {
        const pixels = (await pixelsOf(content)).join();
        return pixels === before.join() ? 'same' : pixels === mirrored.join() ? 'mirror' : 'neither';
      }),
    );
    expect(new Set(kinds)).toEqual(new Set(['same', 'mirror']));
    expect(await ask(graph, data, 'n2')).toEqual(drawn);
    const again = await ask(graph, data, 'n2', { seed: 1 });
    expect(again.before).toEqual(drawn.before);
    expect(again.after).not.toEqual(drawn.after);
    expect((await ask(graph, data, 'n2', { sample: 1 })).index).not.toBe(drawn.index);
  });

  it('is told by what stands before it, with what that learned', async () => {
    const graph = chain(input, ['Normalization', {}, 'input', 'output'], ['RandomErasing', { factor: 1 }, 'input', 'output']);
    const { before, after } = await ask(graph, data, 'n2');
    const plain = await pixelsOf(before);
    // Normalized numbers lie about 0: black is their lowest, white their highest.
    expect([Math.min(...plain), Math.max(...plain)]).toEqual([0, 255]);
    expect((await Promise.all(after.map(pixelsOf))).some((pixels) => pixels.join() !== plain.join())).toBe(true);
  });

  it('cannot be told where nothing comes in, or what comes in is not whole', async () => {
    await expect(ask(chain(flip), data, 'n0')).rejects.toMatchObject({ message: 'Nothing comes in at this node yet.' });
    const graph = chain(input, ['Reshape', { target_shape: [5, 5, 1] }, 'input', 'output'], flip);
    await expect(ask(graph, data, 'n2')).rejects.toMatchObject({ message: 'These numbers do not fit in 5 × 5 × 1.' });
    // What stands elsewhere does not matter.
    const elsewhere = chain(input, flip);
    await ask({ ...elsewhere, nodes: { ...elsewhere.nodes, odd: { kind: 'Add', title: null, params: {} } } }, data, 'n1');
  });
});

it('words become unknown', async () => {
  const path = join(folder, 'texts.tsv');
  const lines = Array.from({ length: 40 }, (_, i) => `the film number ${i} was ${i % 2 ? 'very good' : 'rather bad'} indeed\t${i % 2}`);
  await writeFile(path, `${lines.join('\n')}\n`);
  const data = await dataAt(path);
  const graph = chain(
    ['TextInput', {}, '', 'text'],
    ['TextVectorization', {}, 'text', 'ids'],
    ['WordDropout', { rate: 0.5 }, 'input', 'output'],
  );
  const { before, after } = await ask(graph, data, 'n2');
  if (before.kind !== 'text') throw new Error(before.kind);
  expect(before.text).toMatch(/^the film number/);
  const words = before.text.split(' ');
  const drawn = after.map((content) => (content.kind === 'text' ? content.text.split(' ') : []));
  for (const row of drawn) for (const [i, word] of row.entries()) expect([words[i], '[UNK]']).toContain(word);
  expect(drawn.some((row) => row.includes('[UNK]'))).toBe(true);
});

describe('what becomes of a sound', () => {
  let data: DataSettings;
  beforeAll(async () => {
    for (const name of ['a', 'b']) {
      await mkdir(join(folder, 'sounds', name), { recursive: true });
      for (let at = 0; at < 6; at++) {
        const wave = Array.from({ length: 2000 }, (_, i) => Math.sin(i / (3 + at)) / 2);
        await writeFile(join(folder, 'sounds', name, `${at}.wav`), wavOf([wave], { bits: 16, coding: 'integer', rate: 8000 }));
      }
    }
    data = await dataAt(join(folder, 'sounds'));
  });
  const input = ['AudioInput', {}, '', 'audio'] as const;
  const mel = { num_mel_bins: 20, fft_length: 256, sequence_stride: 100 };

  it('can be heard', async () => {
    const { before, after } = await ask(chain(input, ['RandomTimeShift', { factor: 0.5 }, 'input', 'output']), data, 'n1');
    if (before.kind !== 'audio') throw new Error(before.kind);
    expect(before).toMatchObject({ rate: 8000, seconds: 0.25 });
    expect(after).toHaveLength(6);
    expect(after.filter((content) => content.kind === 'audio' && content.dataUrl !== before.dataUrl).length).toBeGreaterThan(3);
  });

  it.each([false, true])('is seen as a spectrogram, low tones beneath (picture: %s)', async (expand_dims) => {
    const masks = { time_masks: 1, time_width: 6, frequency_masks: 0 };
    const graph = chain(input, ['MelSpectrogram', { ...mel, expand_dims }, 'input', 'output'], ['SpecAugment', masks, 'input', 'output']);
    const { before, after } = await ask(graph, data, 'n2');
    if (before.kind !== 'image') throw new Error(before.kind);
    expect([before.width, before.height]).toEqual([21, 20]);
    const pixels = await pixelsOf(before);
    const rows = Array.from({ length: 20 }, (_, row) => pixels.slice(row * 21, row * 21 + 21).reduce((a, b) => a + b, 0));
    // A tone of about 420 Hz of up to 4,000 lies in the lower half.
    expect(rows.indexOf(Math.max(...rows))).toBeGreaterThan(10);
    expect((await Promise.all(after.map(pixelsOf))).some((other) => other.join() !== pixels.join())).toBe(true);
  });
});
