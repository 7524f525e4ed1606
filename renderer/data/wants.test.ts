import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../shared/graph/edits';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { inputNodeFor, wantsOf } from './wants';

const empty = { nodes: {}, wires: [] };
const facts = (height: number, width: number, channels: number) =>
  ({ samples: 10, inputs: { image: { kind: 'image', height, width, channels } }, targets: { class: { kind: 'classes', labels: ['a', 'b'] } } }) as const;

describe('the input that data asks for', () => {
  it('is added with the size and the colours of the pictures', () => {
    const data = { ...facts(28, 28, 1), targets: { class: { kind: 'classes' as const, labels: ['a', 'b'] } } };
    const found = inputNodeFor(data, empty, NODES);
    expect(found?.node.kind).toBe('ImageInput');
    if (!found) throw new Error('no node');
    const { graph } = applyEdit({ graph: empty, layout: {} }, found.edit);
    expect(wantsOf(graph)).toBe('image');
    expect(inferGraph(graph, NODES, data).nodes.image_input?.outputs.image?.shape).toEqual(['batch', 28, 28, 1]);
  });

  it('shrinks photographs and keeps their form', () => {
    const found = inputNodeFor({ ...facts(1000, 2000, 3), target: null }, empty, NODES);
    expect(found?.edit.type === 'add-node' && found.edit.params.size).toEqual([48, 96]);
    expect(found?.edit.type === 'add-node' && found.edit.params.color_mode).toBe('rgb');
  });

  it('is unknown for an empty graph', () => {
    expect(wantsOf(empty)).toBeNull();
  });
});
