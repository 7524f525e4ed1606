import { describe, expect, it } from 'vitest';
import { NODES } from '../nodes/registry.gen';
import type { AnyNode, Registry } from './define-node';
import type { Graph } from './document';
import { applyEdits, type GraphEdit } from './edits';
import type { DataFacts } from './facts';
import { graphOf } from './graph-of.test-data';
import { inferGraph } from './infer';

const FACTS: DataFacts = { samples: 9, inputs: { image: { kind: 'image', height: 8, width: 8, channels: 1 } }, targets: {} };

const edited = (graph: Graph, edit: GraphEdit): Graph => applyEdits({ graph, layout: {} }, [edit]).graph;

/** A registry that notes which nodes were asked. */
function listening(): { readonly registry: Registry; asked(): string[] } {
  let asked: string[] = [];
  const wrap = (node: AnyNode): AnyNode => ({
    ...node,
    infer: (inputs, params, context) => {
      asked.push(context.id);
      return node.infer(inputs, params, context);
    },
  });
  return {
    registry: Object.fromEntries(Object.entries(NODES).map(([kind, node]) => [kind, wrap(node)])),
    asked: () => {
      const list = asked;
      asked = [];
      return list;
    },
  };
}

const CHAIN = graphOf(
  {
    image: 'ImageInput',
    flat: 'Flatten',
    first: ['Dense', { units: 4 }],
    norm: 'LayerNormalization',
    drop: 'Dropout',
    second: ['Dense', { units: 4 }],
    last: ['Dense', { units: 2 }],
  },
  [
    'image.image > flat.input',
    'flat.output > first.input',
    'first.output > norm.input',
    'norm.output > drop.input',
    'drop.output > second.input',
    'second.output > last.input',
  ],
);

describe('inference after an edit', () => {
  it('asks the changed node, and those behind it as far as shapes change', () => {
    const { registry, asked } = listening();
    const before = inferGraph(CHAIN, registry, FACTS);
    expect(asked()).toHaveLength(7);
    const quiet = edited(CHAIN, { type: 'set-param', id: 'first', param: 'activation', value: 'relu' });
    const after = inferGraph(quiet, registry, FACTS, before);
    expect(asked()).toEqual(['first']);
    const wider = edited(quiet, { type: 'set-param', id: 'first', param: 'units', value: 9 });
    const last = inferGraph(wider, registry, FACTS, after);
    expect(asked()).toEqual(['first', 'norm', 'drop', 'second']);
    expect(last.nodes.last).toBe(before.nodes.last);
    inferGraph(edited(wider, { type: 'remove-node', id: 'last' }), registry, FACTS, last);
    expect(asked()).toEqual([]);
  });

  it('asks all of them again for other data, and for other node types', () => {
    const { registry, asked } = listening();
    const before = inferGraph(CHAIN, registry, FACTS);
    asked();
    inferGraph(CHAIN, registry, { ...FACTS, samples: 3 }, before);
    expect(asked()).toHaveLength(7);
    inferGraph(CHAIN, { ...registry }, FACTS, before);
    expect(asked()).toHaveLength(7);
  });

  it('knows a graph again that is a copy, as undo makes it', () => {
    const { registry, asked } = listening();
    const before = inferGraph(CHAIN, registry, FACTS);
    asked();
    const after = inferGraph(structuredClone(CHAIN), registry, FACTS, before);
    expect(asked()).toEqual([]);
    expect(after.nodes.last).toBe(before.nodes.last);
  });

  it('names a node that a fix would insert by what the graph leaves free now', () => {
    const graph = graphOf({ image: 'ImageInput', attention: 'Attention' }, ['image.image > attention.query']);
    const before = inferGraph(graph, NODES, FACTS);
    const [named] = before.problems.flatMap((p) => p.fix?.edits ?? []);
    if (named?.type !== 'insert-node') throw new Error('the fix inserts nothing');
    const taken = edited(graph, { type: 'add-node', id: named.id, kind: named.kind, params: {}, at: null });
    const after = inferGraph(taken, NODES, FACTS, before);
    expect(after).toStrictEqual(inferGraph(taken, NODES, FACTS));
    expect(after.problems.flatMap((p) => p.fix?.edits ?? [])).toContainEqual({ ...named, id: `${named.id}_1` });
  });
});
