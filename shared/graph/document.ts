import type { JsonObject } from '../json';

/** Name of a node in its graph, of a Keras layer in the model: `conv2d_1`. Matches `NODE_ID`. */
export type NodeId = string;
export const NODE_ID = /^[a-z][a-z0-9_]{0,63}$/;

export interface GraphNode {
  readonly kind: string;
  /** What the user calls it; null shows the title of its kind. */
  readonly title: string | null;
  /** As read from the file: checked against the kind's parameters by `inferGraph`, never trusted. */
  readonly params: JsonObject;
}

export interface PortRef {
  readonly node: NodeId;
  readonly port: string;
}

export interface Wire {
  readonly from: PortRef;
  readonly to: PortRef;
}

/** Nodes by id. Wires in the order in which they were drawn: the order of the inputs of a port that takes several. */
export interface Graph {
  readonly nodes: { readonly [id: NodeId]: GraphNode };
  readonly wires: readonly Wire[];
  /** Blocks of the user's own, by the id that the kind `block:<id>` names. A graph carries those that it needs. */
  readonly blocks?: { readonly [id: string]: UserBlock } | undefined;
}

/** A part of a graph under a name of its own, which can stand in the graph any number of times. */
export interface UserBlock {
  readonly title: string;
  readonly doc: string;
  /** Its ports are the nodes BlockInput and BlockOutput. */
  readonly graph: Graph;
  readonly layout: Layout;
  /** What each instance can set for itself: parameters of nodes inside, several of which may have one value. */
  readonly params: {
    readonly [name: string]: { readonly doc: string; readonly targets: readonly { readonly node: NodeId; readonly param: string }[] };
  };
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Kept apart from the graph, so that a diff tells a moved node from a changed model. */
export type Layout = { readonly [id: NodeId]: Position };

/** A stable name for a wire: there is at most one between two ports. */
export function wireKey(wire: Wire): string {
  return `${wire.from.node}.${wire.from.port}>${wire.to.node}.${wire.to.port}`;
}
