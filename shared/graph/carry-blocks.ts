import type { Graph, GraphNode, UserBlock } from './document';
import { freshBlockId } from './group';
import { blockIdOf, blockKind } from './user-block';

type Blocks = { readonly [id: string]: UserBlock };
type Nodes = { readonly [id: string]: GraphNode };

/** The blocks that some nodes need, those inside them included. */
export function neededBlocks(nodes: Nodes, blocks: Blocks | undefined): Blocks | undefined {
  const needed: Record<string, UserBlock> = {};
  const visit = (inside: Nodes): void => {
    for (const { kind } of Object.values(inside)) {
      const id = blockIdOf(kind);
      const block = id === null ? undefined : blocks?.[id];
      if (id === null || !block || needed[id]) continue;
      needed[id] = block;
      visit(block.graph.nodes);
    }
  };
  visit(nodes);
  return Object.keys(needed).length > 0 ? needed : undefined;
}

const renamed = (nodes: Nodes, names: ReadonlyMap<string, string>): Nodes =>
  Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => {
      const to = names.get(blockIdOf(node.kind) ?? '');
      return [id, to === undefined ? node : { ...node, kind: blockKind(to) }];
    }),
  );

/**
 * Brings blocks into a graph. One that is there with the same content is the same; another of its name gets a new id.
 *
 * @returns all blocks of the graph then, and the nodes with the kinds that they have there
 */
export function carryBlocks(
  graph: Pick<Graph, 'blocks'>,
  nodes: Nodes,
  brought: Blocks | undefined,
): { readonly blocks: Blocks | undefined; readonly nodes: Nodes; readonly names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  if (!brought) return { blocks: graph.blocks, nodes, names };
  const blocks: Record<string, UserBlock> = { ...graph.blocks };
  for (const [id, block] of Object.entries(brought)) {
    const there = blocks[id];
    if (!there) blocks[id] = block;
    else if (JSON.stringify(there) !== JSON.stringify(block)) names.set(id, freshBlockId({ ...blocks, ...brought }, block.title));
    const fresh = names.get(id);
    if (fresh !== undefined) blocks[fresh] = block;
  }
  // Blocks that came along name each other by their new ids, too.
  for (const id of Object.keys(brought)) {
    const at = names.get(id) ?? id;
    const block = blocks[at];
    if (block && names.size > 0) blocks[at] = { ...block, graph: { ...block.graph, nodes: renamed(block.graph.nodes, names) } };
  }
  return { blocks, nodes: renamed(nodes, names), names };
}
