import type { Registry } from '../graph/define-node';
import type { Graph } from '../graph/document';
import { withBlocks } from '../graph/with-blocks';
import { NODES } from './registry.gen';

/** Every node type that a graph may use: ours, and the blocks of the user's own that it carries. */
export const nodesOf = (graph: Pick<Graph, 'blocks'> | null): Registry => withBlocks(NODES, graph?.blocks);
