import { describe, expect, it } from 'vitest';
import { NODES } from '../nodes/registry.gen';
import type { Graph } from './document';
import { applyEdit } from './edits';
import { inferGraph } from './infer';

const graph = (augmentation: string, output: string): Graph => ({
  nodes: {
    picture: { kind: 'ImageInput', title: null, params: { size: [16, 16] } },
    moved: { kind: augmentation, title: null, params: {} },
    map: { kind: 'Conv2D', title: null, params: { filters: 4, strides: [4, 4] } },
    told: { kind: output, title: null, params: output === 'GridBoxPrediction' ? { classes: 2 } : {} },
  },
  wires: [
    { from: { node: 'picture', port: 'image' }, to: { node: 'moved', port: 'input' } },
    { from: { node: 'moved', port: 'output' }, to: { node: 'map', port: 'input' } },
    { from: { node: 'map', port: 'output' }, to: { node: 'told', port: 'input' } },
  ],
});

describe('augmentation before boxes', () => {
  it.each(['RandomFlip', 'RandomRotation', 'RandomZoom', 'RandomTranslation'])('%s is refused, and one click takes it out', (kind) => {
    const drawn = graph(kind, 'GridBoxPrediction');
    const [problem, ...others] = inferGraph(drawn, NODES, null).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ node: 'moved', severity: 'error' });
    expect(problem?.message).toContain('moves what stands in the pictures');
    const mended = (problem?.fix?.edits ?? []).reduce(applyEdit, { graph: drawn, layout: {} }).graph;
    expect(inferGraph(mended, NODES, null).problems).toEqual([]);
    expect(mended.wires).toHaveLength(2);
  });

  it.each(['RandomBrightness', 'RandomContrast', 'RandomErasing'])('%s leaves everything in its place', (kind) => {
    expect(inferGraph(graph(kind, 'GridBoxPrediction'), NODES, null).problems).toEqual([]);
  });

  it('may stand before other outputs', () => {
    const { problems } = inferGraph(graph('RandomFlip', 'Classification'), NODES, null);
    expect(problems.some(({ node }) => node === 'moved')).toBe(false);
  });
});
