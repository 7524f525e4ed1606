import type { Graph, PortRef } from '../../shared/graph/document';
import { portKey } from './fits';

const known = new WeakMap<Graph['wires'], ReadonlySet<string>>();

/** Whether a wire begins at an output port. The wires are gone through once for all nodes that ask. */
export function isWired(wires: Graph['wires'], from: PortRef): boolean {
  let begins = known.get(wires);
  if (!begins) {
    begins = new Set(wires.map((wire) => portKey('out', wire.from)));
    known.set(wires, begins);
  }
  return begins.has(portKey('out', from));
}
