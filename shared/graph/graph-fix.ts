import type { NodeFix } from './define-node';
import type { Graph, NodeId, Wire } from './document';
import { freshId, type GraphEdit } from './edits';
import type { Fix } from './problem';
import { setBy } from './shares';

export const removeWire = (wire: Wire): GraphEdit => ({ type: 'remove-wire', from: wire.from, to: wire.to });

/**
 * A node type's mend as edits of the graph at hand; null where there is nothing to change.
 *
 * @param id the node that proposes it
 * @param wires the wires that it may change
 */
export function graphFix(graph: Graph, id: NodeId, wires: readonly Wire[], fix: NodeFix | null): Fix | null {
  if (!fix) return null;
  switch (fix.type) {
    case 'set':
      return {
        title: fix.title,
        edits: [{ type: 'set-param', id: setBy(graph.nodes, fix.node ?? id), param: fix.param, value: fix.value }],
      };
    case 'unset':
      return { title: fix.title, edits: [{ type: 'remove-param', id: setBy(graph.nodes, id), param: fix.param }] };
    case 'insert': {
      const wire = wires.find((w) => w.to.port === fix.port);
      if (!wire) return null;
      const edit: GraphEdit = {
        type: 'insert-node',
        wire,
        id: freshId(graph, fix.kind),
        kind: fix.kind,
        params: fix.params,
        input: fix.input,
        output: fix.output,
      };
      return { title: fix.title, edits: [edit] };
    }
    case 'disconnect': {
      const edits = wires.filter((w) => w.to.port === fix.port).map(removeWire);
      return edits.length === 0 ? null : { title: fix.title, edits };
    }
  }
}
