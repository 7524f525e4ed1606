import type { Json, JsonObject } from '../json';
import type { Graph, GraphNode, Layout, NodeId, PortRef, Position, Wire } from './document';
import { wireKey } from './document';

/** A change of a graph as data: what fixes, the quick-add and the tests are made of. */
export type GraphEdit =
  | { readonly type: 'add-node'; readonly id: NodeId; readonly kind: string; readonly params: JsonObject; readonly at: Position | null }
  | { readonly type: 'remove-node'; readonly id: NodeId }
  | { readonly type: 'set-param'; readonly id: NodeId; readonly param: string; readonly value: Json }
  | { readonly type: 'remove-param'; readonly id: NodeId; readonly param: string }
  | { readonly type: 'add-wire'; readonly from: PortRef; readonly to: PortRef }
  | { readonly type: 'remove-wire'; readonly from: PortRef; readonly to: PortRef }
  /** Puts a new node into a wire: its `input` port takes the wire's source, its `output` port feeds the target. */
  | {
      readonly type: 'insert-node';
      readonly wire: Wire;
      readonly id: NodeId;
      readonly kind: string;
      readonly params: JsonObject;
      readonly input: string;
      readonly output: string;
    };

/** The parts of a project that graph edits change. */
export interface Drawing {
  readonly graph: Graph;
  readonly layout: Layout;
}

/** The first free id for a node of `kind`: `dense`, `dense_1`, … (`Conv2D` becomes `conv2d`). */
export function freshId(graph: Graph, kind: string): NodeId {
  const base = kind
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_');
  if (!Object.hasOwn(graph.nodes, base)) return base;
  for (let i = 1; ; i++) {
    const id = `${base}_${i}`;
    if (!Object.hasOwn(graph.nodes, id)) return id;
  }
}

function sameRef(a: PortRef, b: PortRef): boolean {
  return a.node === b.node && a.port === b.port;
}

function between(layout: Layout, wire: Wire): Position {
  const a = layout[wire.from.node] ?? { x: 0, y: 0 };
  const b = layout[wire.to.node] ?? { x: a.x + 400, y: a.y };
  // Between two that stand far enough apart in a row there is room; else beneath.
  const room = b.x - a.x >= 420 && Math.abs(b.y - a.y) < 48;
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + (room ? 0 : 96) };
}

/** Applies one edit. Edits of things that are not there change nothing. Never mutates. */
export function applyEdit(drawing: Drawing, edit: GraphEdit): Drawing {
  const { graph, layout } = drawing;
  switch (edit.type) {
    case 'add-node': {
      const node: GraphNode = { kind: edit.kind, title: null, params: edit.params };
      const nodes = { ...graph.nodes, [edit.id]: node };
      return { graph: { ...graph, nodes }, layout: edit.at ? { ...layout, [edit.id]: edit.at } : layout };
    }
    case 'remove-node': {
      const { [edit.id]: _node, ...nodes } = graph.nodes;
      const { [edit.id]: _place, ...places } = layout;
      const wires = graph.wires.filter((w) => w.from.node !== edit.id && w.to.node !== edit.id);
      return { graph: { ...graph, nodes, wires }, layout: places };
    }
    case 'set-param': {
      const node = Object.hasOwn(graph.nodes, edit.id) ? graph.nodes[edit.id] : undefined;
      if (!node) return drawing;
      const changed = { ...node, params: { ...node.params, [edit.param]: edit.value } };
      return { graph: { ...graph, nodes: { ...graph.nodes, [edit.id]: changed } }, layout };
    }
    case 'remove-param': {
      const node = graph.nodes[edit.id];
      if (!node || !Object.hasOwn(node.params, edit.param)) return drawing;
      const { [edit.param]: _param, ...params } = node.params;
      return { graph: { ...graph, nodes: { ...graph.nodes, [edit.id]: { ...node, params } } }, layout };
    }
    case 'add-wire': {
      const wire: Wire = { from: edit.from, to: edit.to };
      const key = wireKey(wire);
      if (graph.wires.some((w) => wireKey(w) === key)) return drawing;
      return { graph: { ...graph, wires: [...graph.wires, wire] }, layout };
    }
    case 'remove-wire': {
      const wires = graph.wires.filter((w) => !(sameRef(w.from, edit.from) && sameRef(w.to, edit.to)));
      return { graph: { ...graph, wires }, layout };
    }
    case 'insert-node': {
      const key = wireKey(edit.wire);
      const at = graph.wires.findIndex((w) => wireKey(w) === key);
      if (at < 0) return drawing;
      const node: GraphNode = { kind: edit.kind, title: null, params: edit.params };
      const wires = [...graph.wires];
      wires.splice(
        at,
        1,
        { from: edit.wire.from, to: { node: edit.id, port: edit.input } },
        { from: { node: edit.id, port: edit.output }, to: edit.wire.to },
      );
      return {
        graph: { ...graph, nodes: { ...graph.nodes, [edit.id]: node }, wires },
        layout: { ...layout, [edit.id]: between(layout, edit.wire) },
      };
    }
  }
}

/** Applies edits in their order. */
export function applyEdits(drawing: Drawing, edits: readonly GraphEdit[]): Drawing {
  return edits.reduce(applyEdit, drawing);
}
