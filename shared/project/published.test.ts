import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataFacts } from '../graph/facts';
import { inferGraph } from '../graph/infer';
import { nodesOf } from '../nodes/nodes-of';
import { readProject } from './read-project';

const FOLDER = path.join(import.meta.dirname, '../../resources/published');
const idOf = (file: string): string => file.replace('.attention.json', '');
const FILES = readdirSync(FOLDER).map(idOf);

/** California housing has eight columns. */
const TABLE: DataFacts = {
  samples: 9,
  inputs: { table: { kind: 'table', columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] } },
  targets: { value: { kind: 'value', column: 'value' } },
};

const report = (id: string) => {
  const { project } = readProject(readFileSync(path.join(FOLDER, `${id}.attention.json`), 'utf8'));
  return inferGraph(project.graph, nodesOf(project.graph), id === 'ft-transformer' ? TABLE : null);
};

/** A Transformer layer of width `d` with a network of width `f` inside, `attentions` of them in it. */
const layer = (d: number, f: number, attentions = 1): number => attentions * (4 * (d * d + d) + 2 * d) + 2 * d * f + f + d + 2 * d;
const gru = (x: number, h: number): number => 3 * (x * h + h * h) + 2 * 3 * h;

describe('the published models', () => {
  it('are ten', () => {
    expect(FILES).toHaveLength(10);
  });

  it.each(FILES)('%s has no problem', (id) => {
    const found = report(id);
    expect(found.problems.filter((p) => p.severity === 'error')).toEqual([]);
    expect(found.order.length).toBeGreaterThan(2);
  });

  it.each([
    // 156 + 2,416 + 48,120 + 10,164 + 850: what is taught as LeNet-5.
    ['lenet-5', 61_706],
    // Keras's and the paper's 138 million.
    ['vgg16', 138_357_544],
    // torchvision's resnet18.
    ['resnet-18', 11_689_512],
    // timm's deit_tiny_patch16_224; the paper has 5.7 million.
    ['vit-tiny', 5_717_416],
  ])('%s has as many parameters as published: %i', (id, published) => {
    expect(report(id).trainable).toBe(published);
  });

  it('cbam-resnet-18 has the 11.78 million of its paper', () => {
    expect((report('cbam-resnet-18').trainable / 1e6).toFixed(2)).toBe('11.78');
  });

  it('transformer-base has the paper’s parts: 63.08 million, and the last layer', () => {
    const vocabulary = 37_000 * 512;
    const parts = 6 * layer(512, 2048) + 6 * layer(512, 2048, 2) + vocabulary;
    expect(parts).toBe(63_082_496);
    expect(report('transformer-base').trainable).toBe(parts + vocabulary);
  });

  it.each([
    ['audio-transformer', 16 * 16 * 768 + 768 + 768 + 1213 * 768 + 12 * layer(768, 3072) + 2 * 768 + 768 * 527 + 527],
    [
      'bahdanau-translator',
      2 * 30_000 * 620 + 3 * gru(620, 1000) + 1000 * 1000 + 2000 * 1000 + 1000 + 3000 * 500 + 500 + 500 * 30_000 + 30_000,
    ],
    // The items' embeddings are what the last place is compared with: no weights more.
    ['sasrec', 3417 * 50 + 200 * 50 + 2 * layer(50, 50)],
    ['ft-transformer', 2 * 8 * 192 + 192 + 3 * layer(192, 256) + 2 * 192 + 192 + 1],
  ])('%s counts what its formula says', (id, formula) => {
    expect(report(id).trainable).toBe(formula);
  });
});
