import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyGraph, anyNode, anyWire } from '../../shared/graph/any-graph.test-data';
import type { Graph } from '../../shared/graph/document';
import { applyEdits, type GraphEdit } from '../../shared/graph/edits';
import { edit, startHistory, undo } from '../../shared/graph/history';
import type { Project } from '../../shared/project/schema';
import { PROJECT_VERSION } from '../../shared/project/schema';
import { DEFAULT_TRAINING } from '../../shared/training';
import { type MutableDrawing, putDrawing } from './put-drawing';

const projectOf = (graph: Graph): Project => ({
  format: 'attention-studio',
  version: PROJECT_VERSION,
  name: 'Any',
  notes: '',
  graph: structuredClone(graph) as Project['graph'],
  training: DEFAULT_TRAINING,
  data: null,
  layout: {},
});

const anyEdit = (graph: Graph): fc.Arbitrary<GraphEdit> => {
  const id = fc.constantFrom(...Object.keys(graph.nodes));
  return fc.oneof(
    id.map((one): GraphEdit => ({ type: 'remove-node', id: one })),
    id.map((one): GraphEdit => ({ type: 'set-param', id: one, param: 'units', value: 3 })),
    anyNode.map(({ kind, params }): GraphEdit => ({ type: 'add-node', id: 'new', kind, params, at: { x: 1, y: 2 } })),
    anyWire(graph.nodes).map(({ from, to }): GraphEdit => ({ type: 'add-wire', from, to })),
    ...(graph.wires.length === 0
      ? []
      : [fc.constantFrom(...graph.wires).map(({ from, to }): GraphEdit => ({ type: 'remove-wire', from, to }))]),
  );
};

describe('a drawing put into the project', () => {
  it('is there, and undo takes it back', () => {
    const drawn = anyGraph.chain((graph) => fc.tuple(fc.constant(graph), fc.array(anyEdit(graph), { maxLength: 5 })));
    fc.assert(
      fc.property(drawn, ([graph, edits]) => {
        const project = projectOf(graph);
        const after = applyEdits(project, edits);
        const { history } = edit(startHistory(project), 'Edit', (draft) => putDrawing(draft as MutableDrawing, project, after));
        expect(history.document).toEqual({ ...project, graph: after.graph, layout: after.layout });
        expect(undo(history).history.document).toEqual(project);
      }),
      { numRuns: 300, seed: 31 },
    );
  });

  it('leaves a step of the size of the change', () => {
    const ids = Array.from({ length: 500 }, (_, i) => `dense_${i}`);
    const graph: Graph = {
      nodes: Object.fromEntries(ids.map((id) => [id, { kind: 'Dense', title: null, params: {} }])),
      wires: ids.slice(2).map((id, i) => ({ from: { node: ids[i + 1] ?? '', port: 'output' }, to: { node: id, port: 'input' } })),
    };
    const project = projectOf(graph);
    const wire: GraphEdit = { type: 'add-wire', from: { node: 'dense_0', port: 'output' }, to: { node: 'dense_1', port: 'input' } };
    const { entry, history } = edit(startHistory(project), 'Connect', (draft) =>
      putDrawing(draft as MutableDrawing, project, applyEdits(project, [wire])),
    );
    expect(JSON.stringify(entry).length).toBeLessThan(400);
    expect(history.document.graph.nodes.dense_7).toBe(project.graph.nodes.dense_7);
  });
});
