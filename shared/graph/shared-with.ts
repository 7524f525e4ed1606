import type { GraphNode, NodeId } from './document';

/** Keras calls a layer again; here a node names another whose weights it uses. */
export const SHARES = 'shares_weights_with';

/** The node whose weights a node uses; null: its own. */
export function sharedWith(node: Pick<GraphNode, 'params'>): NodeId | null {
  const other = node.params[SHARES];
  return typeof other === 'string' && other !== '' ? other : null;
}
