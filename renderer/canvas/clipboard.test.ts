import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../shared/graph/edits';
import { fromText, insertClip, toClip } from './clipboard';

const drawing: Drawing = {
  graph: {
    nodes: {
      image: { kind: 'ImageInput', title: null, params: {} },
      dense: { kind: 'Dense', title: 'Mine', params: { units: 7 } },
      dense_1: { kind: 'Dense', title: null, params: {} },
    },
    wires: [
      { from: { node: 'image', port: 'image' }, to: { node: 'dense', port: 'input' } },
      { from: { node: 'dense', port: 'output' }, to: { node: 'dense_1', port: 'input' } },
    ],
  },
  layout: { image: { x: 0, y: 0 }, dense: { x: 200, y: 40 }, dense_1: { x: 400, y: 40 } },
};

describe('clipboard', () => {
  it('takes the chosen nodes and the wires between them', () => {
    const clip = toClip(drawing, ['dense', 'dense_1']);
    expect(Object.keys(clip.graph.nodes)).toEqual(['dense', 'dense_1']);
    expect(clip.graph.wires).toEqual([drawing.graph.wires[1]]);
    expect(clip.layout).toEqual({ dense: { x: 200, y: 40 }, dense_1: { x: 400, y: 40 } });
  });

  it('goes through text into another project', () => {
    const clip = fromText(JSON.stringify(toClip(drawing, ['dense', 'dense_1'])));
    const empty: Drawing = { graph: { nodes: {}, wires: [] }, layout: {} };
    const { drawing: pasted, ids } = insertClip(empty, clip ?? toClip(drawing, []), { x: 8, y: 16 });
    expect(ids).toEqual(['dense', 'dense_1']);
    expect(pasted.graph.nodes.dense).toEqual({ kind: 'Dense', title: 'Mine', params: { units: 7 } });
    expect(pasted.layout).toEqual({ dense: { x: 8, y: 16 }, dense_1: { x: 208, y: 16 } });
  });

  it('gives new names where they are taken, and keeps the wires', () => {
    const { drawing: pasted, ids } = insertClip(drawing, toClip(drawing, ['dense', 'dense_1']), null);
    expect(ids).toEqual(['dense_2', 'dense_3']);
    expect(pasted.graph.wires.at(-1)).toEqual({ from: { node: 'dense_2', port: 'output' }, to: { node: 'dense_3', port: 'input' } });
    expect(pasted.layout.dense_2).toEqual({ x: 232, y: 72 });
    expect(Object.keys(drawing.graph.nodes)).toHaveLength(3);
  });

  it('takes no other text, and nothing that a file may not hold', () => {
    expect(fromText('hello')).toBeNull();
    expect(fromText('{"format":"attention-studio-nodes"}')).toBeNull();
    expect(fromText('{"format":"attention-studio-nodes", broken')).toBeNull();
    const evil = JSON.stringify({ ...toClip(drawing, ['dense']), layout: { dense: { x: 'far', y: 0 } } });
    expect(fromText(evil)).toBeNull();
    const named =
      '{"format":"attention-studio-nodes","graph":{"nodes":{"BAD ID":{"kind":"Dense","title":null,"params":{}}},"wires":[]},"layout":{}}';
    expect(fromText(named)).toBeNull();
  });
});
