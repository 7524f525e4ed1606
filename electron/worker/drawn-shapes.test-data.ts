import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { ReaderSettings } from '../../shared/dataset';
import type { Graph, Wire } from '../../shared/graph/document';
import { seededBits } from '../engine/epoch-order';

export interface DrawnShape {
  readonly label: 'square' | 'disc';
  /** In pixels: left, top, width, height. */
  readonly box: readonly [number, number, number, number];
}

/** Pictures of one or two bright shapes on a dark ground, side × side pixels, and where they lie. */
export function drawnShapes(
  count: number,
  side: number,
  seed = 5,
): { readonly pixels: Uint8Array; readonly shapes: readonly DrawnShape[] }[] {
  const bits = seededBits(seed, 'shapes', 0);
  const whole = (from: number, to: number): number => from + Math.floor((bits() / 2 ** 32) * (to - from + 1));
  return Array.from({ length: count }, () => {
    const pixels = new Uint8Array(side * side).fill(20);
    const shapes: DrawnShape[] = [];
    const wanted = whole(1, 2);
    for (let tries = 0; shapes.length < wanted && tries < 50; tries++) {
      const size = whole(Math.floor(side / 5), Math.floor(side / 2.5));
      const [left, top] = [whole(0, side - size), whole(0, side - size)];
      const apart = shapes.every(({ box: [l, t, w, h] }) => left + size < l || l + w < left || top + size < t || t + h < top);
      if (!apart) continue;
      const label = whole(0, 1) === 0 ? 'square' : 'disc';
      shapes.push({ label, box: [left, top, size, size] });
      const value = label === 'square' ? 240 : 150;
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          const [dx, dy] = [(2 * x + 1) / size - 1, (2 * y + 1) / size - 1];
          if (label === 'square' || dx * dx + dy * dy <= 1) pixels[(top + y) * side + left + x] = value;
        }
      }
    }
    return { pixels, shapes };
  });
}

/** A folder with those pictures and a list of their boxes, JSON lines. @returns the list's path */
export async function writeShapes(folder: string, count: number, side: number): Promise<string> {
  await mkdir(path.join(folder, 'pictures'), { recursive: true });
  const lines: string[] = [];
  for (const [at, { pixels, shapes }] of drawnShapes(count, side).entries()) {
    const picture = `pictures/${at}.png`;
    await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toFile(path.join(folder, picture));
    lines.push(JSON.stringify({ picture, shapes }));
  }
  const list = path.join(folder, 'shapes.jsonl');
  await writeFile(list, `${lines.join('\n')}\n`);
  return list;
}

export const SHAPES: Extract<ReaderSettings, { reader: 'records' }> = {
  reader: 'records',
  format: 'jsonl',
  delimiter: '',
  header: true,
  encoding: 'utf-8',
  columns: [
    { name: 'picture', as: 'image' },
    { name: 'shapes', as: 'boxes' },
  ],
  bad_rows: 'refuse',
};

const wire = (from: string, to: string): Wire => {
  const [a = '', b = ''] = from.split('.');
  const [c = '', d = ''] = to.split('.');
  return { from: { node: a, port: b }, to: { node: c, port: d } };
};

const node = (kind: string, params: Graph['nodes'][string]['params'] = {}): Graph['nodes'][string] => ({ kind, title: null, params });

const conv = (filters: number) => node('Conv2D', { filters, kernel_size: [3, 3], strides: [2, 2], activation: 'relu' });

/** A small convolutional network with a grid of 4 × 4 cells. */
export const gridGraph = (side: number): Graph => ({
  nodes: {
    picture: node('ImageInput', { size: [side, side] }),
    scaled: node('Rescaling'),
    a: conv(16),
    b: conv(32),
    c: conv(48),
    boxes: node('GridBoxPrediction'),
  },
  wires: [
    wire('picture.image', 'scaled.input'),
    wire('scaled.output', 'a.input'),
    wire('a.output', 'b.input'),
    wire('b.output', 'c.input'),
    wire('c.output', 'boxes.input'),
  ],
});

/** A small DETR: the map's places are the memory, a few queries look at them. */
export const setGraph = (side: number, dropout = 0): Graph => ({
  nodes: {
    picture: node('ImageInput', { size: [side, side] }),
    scaled: node('Rescaling'),
    a: conv(16),
    b: conv(32),
    c: conv(32),
    places: node('Reshape', { target_shape: [(side / 8) ** 2, 32] }),
    where: node('PositionEmbedding'),
    queries: node('LearnedQueries', { count: 4, width: 32 }),
    decoder: node('TransformerDecoder', { num_heads: 4, intermediate_dim: 64, dropout, use_causal_mask: false }),
    boxes: node('BoxSetPrediction', { hidden_layers: 1 }),
  },
  wires: [
    wire('picture.image', 'scaled.input'),
    wire('scaled.output', 'a.input'),
    wire('a.output', 'b.input'),
    wire('b.output', 'c.input'),
    wire('c.output', 'places.input'),
    wire('places.output', 'where.input'),
    wire('where.output', 'queries.input'),
    wire('queries.output', 'decoder.input'),
    wire('where.output', 'decoder.memory'),
    wire('decoder.output', 'boxes.input'),
  ],
});
