import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../shared/graph/edits';
import type { DataFacts } from '../../shared/graph/facts';
import { inferGraph } from '../../shared/graph/infer';
import { NODES } from '../../shared/nodes/registry.gen';
import { inputNodesFor, unreadInputs, wantsOf } from './wants';

const empty = { nodes: {}, wires: [] };
const targets: DataFacts['targets'] = { class: { kind: 'classes', labels: ['a', 'b'] } };
const facts = (height: number, width: number, channels: number): DataFacts => ({
  samples: 10,
  inputs: { image: { kind: 'image', height, width, channels } },
  targets,
});

describe('the inputs that data asks for', () => {
  it('are added with the size and the colours of the pictures', () => {
    const data = facts(28, 28, 1);
    const { titles, edits } = inputNodesFor(data, unreadInputs(data, empty), empty, NODES);
    expect(titles).toEqual(['Image']);
    const { graph } = applyEdits({ graph: empty, layout: {} }, edits);
    expect(wantsOf(graph)).toEqual(['image']);
    expect(unreadInputs(data, graph)).toEqual([]);
    expect(inferGraph(graph, NODES, data).nodes.image_input?.outputs.image?.shape).toEqual(['batch', 28, 28, 1]);
  });

  it('shrink photographs and keep their form', () => {
    const [edit] = inputNodesFor(facts(1000, 2000, 3), ['image'], empty, NODES).edits;
    expect(edit?.type === 'add-node' && edit.params).toMatchObject({ size: [48, 96], color_mode: 'rgb' });
  });

  it('are one node a part, which says what it reads where there are several of a kind', () => {
    const image = { kind: 'image', height: 8, width: 8, channels: 1 } as const;
    const pairs: DataFacts = { samples: 10, inputs: { left: image, note: { kind: 'text' }, right: image }, targets };
    const { edits } = inputNodesFor(pairs, unreadInputs(pairs, empty), empty, NODES);
    const { graph, layout } = applyEdits({ graph: empty, layout: {} }, edits);
    expect(Object.values(graph.nodes).map(({ kind, params }) => [kind, params.source])).toEqual([
      ['ImageInput', 'left'],
      ['TextInput', undefined],
      ['ImageInput', 'right'],
    ]);
    expect(new Set(Object.values(layout).map(({ y }) => y)).size).toBe(3);
    expect(inferGraph(graph, NODES, pairs).problems).toEqual([]);
    const { graph: less } = applyEdits({ graph, layout }, [{ type: 'remove-node', id: 'text_input' }]);
    expect(unreadInputs(pairs, less)).toEqual(['note']);
  });

  it('are unknown for an empty graph', () => {
    expect(wantsOf(empty)).toEqual([]);
  });
});
