import { describe, expect, it } from 'vitest';
import { applyEdit, applyEdits, type Drawing, freshId } from './edits';

const drawing: Drawing = {
  graph: {
    nodes: {
      a: { kind: 'Dense', title: null, params: {} },
      b: { kind: 'Dense', title: 'Last', params: { units: 3 } },
    },
    wires: [{ from: { node: 'a', port: 'output' }, to: { node: 'b', port: 'input' } }],
  },
  layout: { a: { x: 0, y: 0 }, b: { x: 400, y: 0 } },
};

describe('freshId', () => {
  it('is the kind in small letters, then numbered', () => {
    expect(freshId(drawing.graph, 'Conv2D')).toBe('conv2d');
    const taken = applyEdit(drawing, { type: 'add-node', id: 'conv2d', kind: 'Conv2D', params: {}, at: null });
    expect(freshId(taken.graph, 'Conv2D')).toBe('conv2d_1');
    expect(freshId(drawing.graph, 'MultiHeadAttention')).toBe('multi_head_attention');
  });
});

describe('applyEdit', () => {
  it('removes a node with its wires and its place', () => {
    const after = applyEdit(drawing, { type: 'remove-node', id: 'a' });
    expect(Object.keys(after.graph.nodes)).toEqual(['b']);
    expect(after.graph.wires).toEqual([]);
    expect(after.layout).toEqual({ b: { x: 400, y: 0 } });
    expect(drawing.graph.wires).toHaveLength(1);
  });

  it('puts a node into a wire, between the two, keeping its place among the wires', () => {
    const [wire] = drawing.graph.wires;
    if (!wire) throw new Error('the drawing has a wire');
    const after = applyEdit(drawing, {
      type: 'insert-node',
      wire,
      id: 'flatten',
      kind: 'Flatten',
      params: {},
      input: 'input',
      output: 'output',
    });
    expect(after.graph.wires).toEqual([
      { from: { node: 'a', port: 'output' }, to: { node: 'flatten', port: 'input' } },
      { from: { node: 'flatten', port: 'output' }, to: { node: 'b', port: 'input' } },
    ]);
    expect(after.layout.flatten).toEqual({ x: 200, y: 96 });
  });

  it('takes a parameter away', () => {
    const after = applyEdit(drawing, { type: 'remove-param', id: 'b', param: 'units' });
    expect(after.graph.nodes.b).toEqual({ kind: 'Dense', title: 'Last', params: {} });
    expect(applyEdit(drawing, { type: 'remove-param', id: 'b', param: 'unit' })).toBe(drawing);
  });

  it('draws a wire between two ports once', () => {
    const edit = { type: 'add-wire', from: { node: 'a', port: 'output' }, to: { node: 'b', port: 'input' } } as const;
    expect(applyEdit(drawing, edit)).toBe(drawing);
  });

  it('leaves a drawing alone when what it changes is not there', () => {
    expect(applyEdit(drawing, { type: 'set-param', id: 'nobody', param: 'units', value: 1 })).toBe(drawing);
  });

  it('applies edits in their order', () => {
    const after = applyEdits(drawing, [
      { type: 'set-param', id: 'a', param: 'units', value: 7 },
      { type: 'remove-wire', from: { node: 'a', port: 'output' }, to: { node: 'b', port: 'input' } },
    ]);
    expect(after.graph.nodes.a?.params).toEqual({ units: 7 });
    expect(after.graph.wires).toEqual([]);
    expect(after.graph.nodes.b).toBe(drawing.graph.nodes.b);
  });
});
