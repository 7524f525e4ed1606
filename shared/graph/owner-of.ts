import type { Graph, NodeId } from './document';

/** The node of a graph that a layer was made of: of a layer inside a block, the block. Null where none was. */
export function ownerOf(graph: Pick<Graph, 'nodes'>, layer: string): NodeId | null {
  if (Object.hasOwn(graph.nodes, layer)) return layer;
  for (let at = layer.lastIndexOf('_'); at > 0; at = layer.lastIndexOf('_', at - 1)) {
    const id = layer.slice(0, at);
    if (Object.hasOwn(graph.nodes, id)) return id;
  }
  return null;
}
