import type { Registry } from './define-node';
import type { Graph, GraphNode, NodeId } from './document';
import type { FileRead, Param } from './params';
import { blockIdOf } from './user-block';

/** A file that a parameter of a node names, and that training would read. */
export interface NamedFile {
  /** The node that the problem is shown at: of a block of the user's own its instance. */
  readonly node: NodeId;
  readonly param: string;
  readonly read: FileRead;
  readonly path: string;
  /** Inside of a block of the user's own: what the node is called there. */
  readonly inside: string | null;
}

function pathOf(param: Param, given: unknown): string | null {
  const parsed = param.parse(given);
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null || !('path' in parsed.value)) return null;
  return typeof parsed.value.path === 'string' ? parsed.value.path : null;
}

/** Whether another parameter says that the file is read. */
function isRead({ onlyIf }: Param, node: GraphNode, params: { readonly [name: string]: Param }): boolean {
  if (!onlyIf) return true;
  const said = Object.hasOwn(node.params, onlyIf.param) ? node.params[onlyIf.param] : params[onlyIf.param]?.default;
  return said === onlyIf.is;
}

/** Every file that the nodes of a graph name, those inside of its blocks included. */
export function namedFiles(graph: Graph, registry: Registry): readonly NamedFile[] {
  const found: NamedFile[] = [];
  const walk = (nodes: Graph['nodes'], owner: NodeId | null): void => {
    for (const [id, node] of Object.entries(nodes)) {
      const definition = Object.hasOwn(registry, node.kind) ? registry[node.kind] : undefined;
      // A block that contains itself is none.
      if (!definition) continue;
      for (const [name, param] of Object.entries(definition.params)) {
        const { widget } = param;
        const path = widget.type === 'file' && isRead(param, node, definition.params) ? pathOf(param, node.params[name]) : null;
        if (widget.type !== 'file' || path === null) continue;
        found.push({ node: owner ?? id, param: name, read: widget.read, path, inside: owner ? (node.title ?? definition.title) : null });
      }
      const block = blockIdOf(node.kind);
      const inner = block === null ? undefined : graph.blocks?.[block];
      if (inner) walk(inner.graph.nodes, owner ?? id);
    }
  };
  walk(graph.nodes, null);
  return found;
}
