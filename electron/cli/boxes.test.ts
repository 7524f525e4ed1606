import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphSchema } from '../../shared/project/schema';
import { writeProject } from '../../shared/project/write-project';
import { drawnShapes, gridGraph, SHAPES, writeShapes } from '../worker/drawn-shapes.test-data';
import { type CliFolder, cliFolder, project } from './cli-folder.test-data';

const SIDE = 32;
const COUNT = 160;

let place: CliFolder;
beforeAll(async () => {
  place = await cliFolder();
  await writeShapes(place.folder, COUNT, SIDE);
  const shapes = {
    ...project,
    graph: graphSchema.parse(gridGraph(SIDE)),
    training: { ...project.training, engine: 'auto' as const, epochs: 25, batch_size: 16, learning_rate: 0.004 },
    data: { path: 'shapes.jsonl', read: SHAPES, split: { validation: 0.2, test: 0.2, seed: 1 }, fingerprint: null, facts: null },
  };
  await place.write('shapes.attention.json', writeProject(shapes));
  const trained = await place.cli('train', 'shapes.attention.json', '--out', 'run', '--json');
  expect(trained.err + trained.status).toMatch(/0$/);
}, 180_000);
afterAll(() => place.remove());

describe('a model that finds boxes, on the command line', () => {
  it('is evaluated: mean average precision, and each label', async () => {
    const { status, lines } = await place.cli('evaluate', 'run', '--json');
    expect(status).toBe(0);
    const [said] = lines as unknown as [{ metrics: Record<string, number>; classes: null; labels: { label: string }[] }];
    expect(said.metrics.map_50).toBeGreaterThan(0.2);
    expect(said.metrics.map_50_95).toBeLessThan(said.metrics.map_50 ?? 0);
    expect(said.classes).toBeNull();
    expect(said.labels.map(({ label }) => label)).toEqual(['disc', 'square']);
  });

  it('tells boxes in pixels of the picture, the surest first', async () => {
    const pictures = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => path.join('pictures', `${at}.png`));
    const { status, lines } = await place.cli('predict', 'run', ...pictures, '--json');
    expect(status).toBe(0);
    const said = lines as unknown as { input: string; boxes: { label: string; probability: number; box: number[] }[] }[];
    expect(said).toHaveLength(pictures.length);
    const drawn = drawnShapes(COUNT, SIDE);
    let near = 0;
    for (const [at, { boxes }] of said.entries()) {
      expect(boxes.map(({ probability }) => probability)).toEqual(boxes.map(({ probability }) => probability).sort((a, b) => b - a));
      for (const { box } of boxes) {
        expect(box).toHaveLength(4);
        const close = drawn[at]?.shapes.some(({ box: [left, top, width, height] }) =>
          [left, top, left + width, top + height].every((side, i) => Math.abs(side - (box[i] ?? Number.NaN)) < 6),
        );
        if (close) near++;
      }
    }
    expect(near).toBeGreaterThan(3);
    const words = await place.cli('predict', 'run', pictures[0] ?? '');
    expect(words.out).toMatch(/pictures.0\.png: (nothing found|(disc|square) \d+\.\d % from [\d.]+, [\d.]+ to [\d.]+, [\d.]+)/);
  });

  it('is exported; a Keras script is refused in words', async () => {
    const { status, lines } = await place.cli('export', 'run', '--format', 'savedmodel', '--out', 'saved', '--json');
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ max_difference: expect.any(Number) });
    expect((lines[0] as { max_difference: number }).max_difference).toBeLessThan(1e-4);
    const page = await place.cli('export', 'run', '--format', 'html', '--out', 'page', '--json');
    expect(page.err + page.status).toMatch(/0$/);
    const refused = await place.cli('export', 'run', '--format', 'python', '--out', 'script');
    expect(refused.status).toBe(1);
    expect(refused.err).toContain('not written as a Keras script');
  }, 120_000);
});
